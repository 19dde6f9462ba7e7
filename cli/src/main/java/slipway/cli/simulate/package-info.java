/** {@code ./slipway simulate}: worlds by their seeds, and what must hold in all of them. */
package slipway.cli.simulate;
