/** What people do in their own AWS account: write a target's first document, and see whether a deployment has all that it needs. */
package slipway.cli.account;
