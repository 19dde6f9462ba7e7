package slipway.sandbox.simulation;

import java.util.List;
import java.util.stream.Stream;

/** What is tripped over, each for a Catch or a branch that needs the same to go wrong again and again, or an end at one state. */
final class Rare {
    private static final List<List<Deed.Trip>> FAILURES = Stream.of(
            bug("Claim", 3), bug("Observe", 11), bug("Observe restore", 21), bug("Roll back", 13), bug("Close", 4), bug("Find what waits", 1), bug("Tell frozen", 1),
            bug("Tell overtaken", 4), bug("Refuse", 4), bug("Keep in mind", 2), bug("Tell drift", 2), bug("Plan successor", 1),
            new Deed.Trip("Update", Deed.How.AGAIN, 200), new Deed.Trip("Roll back", Deed.How.RACED, 1), not("Start", 9), not("Start missed", 4), not("Start what waits", 7),
            not("Start waiting", 7)).map(List::of).toList();
    private static final List<String> ENDS = List.of("Plan", "Update", "Observe", "Roll back", "Observe restore", "Close", "Notify");

    private Rare() {}

    private static Deed.Trip bug(String state, int times) {
        return new Deed.Trip(state, Deed.How.BUG, times);
    }

    private static Deed.Trip not(String state, int times) {
        return new Deed.Trip(state, Deed.How.NOT_STARTED, times);
    }

    /** Returns what goes wrong together: a failure, or an end and perhaps a failure of what comes after it. */
    static List<Deed.Trip> draw(Dice dice) {
        if (dice.chance(0.5)) {
            return dice.pick(FAILURES);
        }
        Deed.Trip end = new Deed.Trip(dice.pick(ENDS), dice.chance(0.3) ? Deed.How.STOPPED : Deed.How.EXPIRED, dice.between(1, 1500));
        return dice.chance(0.3) ? List.of(end, bug("Look first", 1)) : List.of(end);
    }

    /** Returns the trouble that a world has to have for it. */
    static Ingredient of(Deed.Trip trip) {
        return switch (trip.how()) {
            case STOPPED, EXPIRED -> Ingredient.EXECUTIONS;
            case NOT_STARTED -> Ingredient.STARTS;
            case BUG, AGAIN, RACED -> Ingredient.DELAYED;
        };
    }
}
