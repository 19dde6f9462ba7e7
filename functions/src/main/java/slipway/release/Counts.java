package slipway.release;

/**
 * Numbers that people see while they wait.
 *
 * @param desired tasks that should run
 * @param running tasks of ours that run
 * @param pending tasks of ours on the way
 * @param healthy targets of ours that are healthy
 * @param targets targets of ours
 * @param crashes tasks of ours that failed
 * @param others tasks of deployments before ours that run still, though ours is completed; 0 in what an older Slipway has written
 */
public record Counts(int desired, int running, int pending, int healthy, int targets, int crashes, int others) {
    /** With ours alone. */
    public Counts(int desired, int running, int pending, int healthy, int targets, int crashes) {
        this(desired, running, pending, healthy, targets, crashes, 0);
    }

    /** Says whether all tasks ran, and each of their targets was healthy. */
    public boolean well() {
        return desired > 0 && running >= desired && targets > 0 && healthy == targets;
    }

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
}
