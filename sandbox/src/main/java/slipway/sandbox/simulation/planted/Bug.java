package slipway.sandbox.simulation.planted;

import java.util.Set;
import java.util.function.Supplier;
import slipway.sandbox.simulation.Ingredient;
import slipway.sandbox.simulation.Twist;

/**
 * A mistake that Slipway could make, as something put between it and its world; nothing of it is in what ships.
 *
 * @param name the mistake in some words
 * @param plant makes it for one world
 * @param needs the trouble without which nobody can see it, so that a world without is not played
 */
public record Bug(String name, Supplier<Twist> plant, Set<Ingredient> needs) {
    Bug(String name, Supplier<Twist> plant, Ingredient... needs) {
        this(name, plant, Set.of(needs));
    }
}
