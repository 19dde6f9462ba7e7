/** The slipway command. */
package slipway.cli;
