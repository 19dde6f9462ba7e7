/** {@code ./slipway init}: what runs is looked at, and the first document of a target is written for it. */
package slipway.cli.account.init;
