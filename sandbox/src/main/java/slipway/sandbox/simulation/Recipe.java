package slipway.sandbox.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A world to be played: a seed, and what of the world it draws is left out.
 *
 * @param acts the places in the script of what does not happen
 */
public record Recipe(long seed, Set<Ingredient> without, Set<Integer> acts) {
    /** All that the seed draws. */
    public static Recipe whole(long seed) {
        return new Recipe(seed, EnumSet.noneOf(Ingredient.class), Set.of());
    }

    Recipe without(Ingredient one) {
        EnumSet<Ingredient> more = EnumSet.of(one);
        more.addAll(without);
        return new Recipe(seed, more, acts);
    }

    Recipe skipping(Set<Integer> more) {
        Set<Integer> all = new TreeSet<>(acts);
        all.addAll(more);
        return new Recipe(seed, without, all);
    }
}
