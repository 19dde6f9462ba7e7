package slipway.sandbox.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How much of each trouble there is in a world: many worlds are calm, some are stormy. */
final class Rates {
    private static final double CALM = 0.25;
    private static final double BREEZY = 0.6;
    private static final double TRIPPED = 0.6;

    private final Map<Ingredient, Double> rates;

    private Rates(Map<Ingredient, Double> rates) {
        this.rates = rates;
    }

    static Rates draw(Dice dice) {
        Map<Ingredient, Double> rates = new EnumMap<>(Ingredient.class);
        boolean calm = dice.chance(CALM);
        boolean breezy = dice.chance(BREEZY);
        for (Ingredient one : Ingredient.values()) {
            boolean there = dice.chance(harmless(one) ? 0.8 : one == Ingredient.TRIPS ? TRIPPED : breezy ? 0.2 : 0.55);
            double rate = dice.rate(most(one) / 20, most(one));
            if (there && (!calm || harmless(one))) {
                rates.put(one, rate);
            }
        }
        return new Rates(rates);
    }

    /** The same with some left out. */
    Rates without(Set<Ingredient> some) {
        Map<Ingredient, Double> left = new EnumMap<>(rates);
        left.keySet().removeAll(some);
        return new Rates(left);
    }

    /** Bad images, people, doubled events and what owners have to say are what every day is made of. */
    private static boolean harmless(Ingredient one) {
        return switch (one) {
            case BAD_IMAGES, PEOPLE, EVENTS_DOUBLED, ALARMS, HOOKS -> true;
            default -> false;
        };
    }

    private static double most(Ingredient one) {
        return switch (one) {
            case EVENTS_LOST, EVENTS_DOUBLED, EVENTS_LATE -> 0.5;
            case BAD_IMAGES, PEOPLE, OUTSIDERS, CAPACITY, EXECUTIONS, CHANNELS, ALARMS, HOOKS -> 0.8;
            case CALLS_THROTTLED, STARTS -> 0.2;
            case CALLS_FAILED, CALLS_SILENT, LEDGER -> 0.08;
            case STALE_READS, CLOCKS, TRIPS -> 1;
            case KILLED -> 0.02;
            case DELAYED, STALLED -> 0.05;
        };
    }

    /** Returns the chance of one thing of its kind; 0 where there is none of it. */
    double of(Ingredient one) {
        return rates.getOrDefault(one, 0.0);
    }

    boolean has(Ingredient one) {
        return rates.containsKey(one);
    }

    /** Returns all that there is some of. */
    Set<Ingredient> all() {
        return Set.copyOf(rates.keySet());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        rates.forEach((one, rate) -> text.append(text.isEmpty() ? "" : ", ").append(one).append(' ').append(Math.round(rate * 10_000) / 10_000.0));
        return text.isEmpty() ? "calm" : text.toString();
    }
}
