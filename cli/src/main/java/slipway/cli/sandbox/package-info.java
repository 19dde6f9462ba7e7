/** {@code ./slipway sandbox}: the shop in wall time for real clients, and what happens in it, a line a change. */
package slipway.cli.sandbox;
