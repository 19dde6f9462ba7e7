/** Bugs, planted one at a time between Slipway and its world: the invariants have to find each, or they prove nothing. */
package slipway.sandbox.simulation.planted;
