package slipway.sandbox.asl;

/**
 * Where Step Functions' documents and what it was seen to do disagree, both ways: a state machine has to survive each.
 *
 * @param allTakesDataLimit {@code States.ALL} takes {@code States.DataLimitExceeded} of a Task, as was recorded on AWS; else it does
 *     not, as the page concepts-error-handling says
 */
public record Variants(boolean allTakesDataLimit) {
    /** As the documents say, which is the harder way: the execution fails. */
    public static final Variants DEFAULT = new Variants(false);
}
