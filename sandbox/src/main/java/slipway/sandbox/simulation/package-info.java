/** Whole worlds, each drawn from one seed, in which everything goes wrong that can; and what must hold in all of them. */
package slipway.sandbox.simulation;
