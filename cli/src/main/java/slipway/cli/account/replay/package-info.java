/** The events that did not reach Slipway, delivered once more. */
package slipway.cli.account.replay;
