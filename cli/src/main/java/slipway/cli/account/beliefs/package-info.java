/** What Slipway relies on and nobody could prove without an AWS account, and how it is looked at in one, by reading alone. */
package slipway.cli.account.beliefs;
