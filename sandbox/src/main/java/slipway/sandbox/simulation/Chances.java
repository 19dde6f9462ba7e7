package slipway.sandbox.simulation;

/** Chance that comes of a name alone: whatever else is left out of a world, what has this name fares as it did. */
record Chances(long seed, Rates rates) {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Draws for what has this name, as often as there is of its kind. */
    boolean of(Ingredient kind, String name) {
        return dice(kind + name).chance(rates.of(kind));
    }

    /** Returns a number from 0 on, both ends included. */
    int between(String name, int most) {
        return dice(name).between(0, most);
    }

    Dice dice(String name) {
        return new Dice(seed * SPREAD + name.hashCode());
    }
}
