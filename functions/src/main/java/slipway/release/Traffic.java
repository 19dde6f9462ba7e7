package slipway.release;

import java.time.Duration;

/**
 * How the calls of a function's alias go over to a new version: by steps, each of which has to stay healthy before the next. All calls
 * at once is what a target has that says nothing. CodeDeploy's Canary10Percent5Minutes is a canary of 10 and 5 minutes.
 *
 * @param percent of the calls, whole ones
 * @param bake how long everything has to stay healthy in each step before the last one
 */
public record Traffic(Kind kind, int percent, Duration bake) {
    /** All calls of an alias. */
    public static final int ALL = 100;

    /** The image and its version take their time before the first step (seconds, as a rule), and each step takes a look or two beside its bake. */
    private static final Duration BEFORE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(10);

    /** The two ways, with AWS's words (CodeDeploy, API_TrafficRoutingConfig). */
    public enum Kind {
        /** This share first, then all. */
        CANARY,
        /** This share more with each step. */
        LINEAR
    }

    /** Returns the share that comes after one; nothing comes after all. */
    public int after(int share) {
        int next = kind == Kind.CANARY ? share < percent ? percent : ALL : (share / percent + 1) * percent;
        return Math.min(next, ALL);
    }

    /** Says whether a share is one of the steps. */
    public boolean isStep(int share) {
        return share > 0 && after(before(share)) == share;
    }

    /** Returns the share that comes before one; 0 before the first. */
    public int before(int share) {
        int before = 0;
        while (after(before) < share) {
            before = after(before);
        }
        return before;
    }

    /** Returns how many steps are still to be baked after a share, without the last one, whose bake is the deployment's own. */
    public int steps(int share) {
        int steps = 0;
        for (int next = after(share); next < ALL; next = after(next)) {
            steps++;
        }
        return steps;
    }

    /** Returns what a good deployment may take from its first change until it has settled, with room for Lambda's and Slipway's own time. */
    public Duration needs(Limits limits) {
        return BEFORE.plus(remaining(0)).plus(limits.bake());
    }

    /** Returns what the steps after a share may take, without the last one. */
    public Duration remaining(int share) {
        return bake.plus(STEP).multipliedBy(steps(share));
    }
}
