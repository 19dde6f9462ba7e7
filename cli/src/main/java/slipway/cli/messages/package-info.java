/** {@code ./slipway messages}: what people and machines are told, of deployments that are always the same. */
package slipway.cli.messages;
