package slipway.sandbox.simulation;

/**
 * Something that must always hold and did not.
 *
 * @param number of the sentence under "What must always hold" in the design
 * @param target whom it concerns; empty: all
 * @param what happened, with what can differ from seed to seed
 */
public record Broken(int number, String sentence, String target, String what) {
    /** Says whether both are of the same kind. */
    boolean like(Broken other) {
        return number == other.number && sentence.equals(other.sentence);
    }

    @Override
    public String toString() {
        return "invariant " + number + ", " + sentence + (target.isEmpty() ? "" : ": " + target) + ": " + what;
    }
}
