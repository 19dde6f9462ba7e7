/** The commands about a running Slipway: what the ledger says, and starts of the deploy machine. They write nothing themselves. */
package slipway.cli.operate;
