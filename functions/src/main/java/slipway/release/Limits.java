package slipway.release;

import java.time.Duration;

/**
 * How long a deployment may take and how much it may bear.
 *
 * @param bake how long everything must stay healthy before it counts
 * @param deadline from the first change until a rollout that has not settled goes back; without a reading it is put off (Progress)
 * @param restoreDeadline from the rollback until a restore that is not healthy needs a human
 * @param look the usual time between two looks, or somewhat less; a stop is seen at the next
 * @param crashes the crash of a task of ours that decides, counted from one
 * @param watch how long it stays open after its bake, live and watched; absent in what an older Slipway has written
 */
public record Limits(Duration bake, Duration deadline, Duration restoreDeadline, Duration look, int crashes, Duration watch) {
    /** What a target has that says nothing: 60 s, 15 min, 15 min, 30 s, the second crash, no watch. */
    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(60), Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofSeconds(30), 2);

    /**
     * How often a rollout is looked at, and a restore, at most, as far as AWS answers. An execution has 25,000 history events (Step Functions
     * quotas), and a look costs 14 of them where people are told, else 9: so the longest allowed deployment stays below 10,000.
     */
    public static final long MOST_LOOKS = 410;

    /** @throws IllegalArgumentException naming the relation that does not hold */
    public Limits {
        watch = watch == null ? Duration.ZERO : watch;
        require(!bake.isNegative(), "bakeSeconds >= 0");
        require(look.compareTo(Duration.ofSeconds(5)) >= 0, "lookSeconds >= 5");
        require(look.compareTo(Duration.ofSeconds(30)) <= 0, "lookSeconds <= 30");
        require(bake.compareTo(deadline) < 0, "bakeSeconds < deadlineSeconds");
        require(deadline.compareTo(Duration.ofHours(4)) <= 0, "deadlineSeconds <= 14400");
        require(restoreDeadline.compareTo(Duration.ofMinutes(1)) >= 0, "restoreSeconds >= 60");
        require(bake.compareTo(restoreDeadline) < 0, "bakeSeconds < restoreSeconds");
        require(restoreDeadline.compareTo(Duration.ofHours(4)) <= 0, "restoreSeconds <= 14400");
        require(crashes >= 1, "crashesBeforeRollback >= 1");
        require(crashes <= 100, "crashesBeforeRollback <= 100");
        require(!watch.isNegative(), "watchAfterSeconds >= 0");
        require(watch.compareTo(Duration.ofHours(4)) <= 0, "watchAfterSeconds <= 14400");
    }

    /** Of what ends with its bake. */
    public Limits(Duration bake, Duration deadline, Duration restoreDeadline, Duration look, int crashes) {
        this(bake, deadline, restoreDeadline, look, crashes, Duration.ZERO);
    }

    private static void require(boolean holds, String relation) {
        if (!holds) {
            throw new IllegalArgumentException("limits should have " + relation);
        }
    }
}
