package slipway.sandbox.simulation.planted;

import java.util.function.Supplier;
import slipway.sandbox.simulation.Twist;

/**
 * A mistake that Slipway could make, as something put between it and its world; nothing of it is in what ships.
 *
 * @param name the mistake in some words
 * @param plant makes it for one world
 */
public record Bug(String name, Supplier<Twist> plant) {}
