package slipway.rollout;

import java.time.Duration;
import slipway.release.Deployment;
import slipway.release.Progress;

/**
 * How far the looks at one deployment are spread. What AWS lets an account call is shared by all that is deployed at the same
 * time, and no deployment knows of the others; so each look that gets no reading spreads its next ones, and each reading takes half
 * of that back.
 *
 * @param halves two double the wait
 * @param seed where in the last third of the wait the look falls, so that many do not come back together
 */
public record Apart(int halves, int seed) {
    /** As often as the target wants it. */
    public static final Apart NOT = new Apart(0, 0);

    private static final int MOST = 6;
    private static final int PARTS = 1000;
    /** Brings one look of a deployment to another part of the wait than the one before. */
    private static final int STRIDE = 7919;
    /** A person's stop is seen at the next look (Limits). */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Returns what the next wait has to be after a look that got a reading. */
    public static Apart read(Deployment deployment) {
        return of(deployment, -1);
    }

    /** Returns what the next wait has to be after a look that got none. */
    static Apart unread(Deployment deployment) {
        return of(deployment, 2);
    }

    private static Apart of(Deployment deployment, int more) {
        Progress before = deployment.progress().orElse(Progress.start(0));
        return new Apart(Math.clamp((long) before.apart() + more, 0, MOST), deployment.id().value().hashCode() + before.looks() * STRIDE);
    }

    /** Returns the usual wait, somewhere in its last third: so deployments that began together part by themselves. */
    Duration usual(Duration wait, Duration shortest) {
        Duration longest = longest(wait);
        Duration within = part(longest);
        return within.compareTo(shortest) < 0 ? shortest : within;
    }

    /** Returns the wait, spread: never more than 30 s, nor less than it was. */
    Duration spread(Duration wait) {
        Duration spread = halves < 2 ? wait : part(longest(wait));
        return spread.compareTo(wait) < 0 ? wait : spread;
    }

    private Duration longest(Duration wait) {
        Duration doubled = wait.multipliedBy(1L << halves / 2);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    private Duration part(Duration wait) {
        return wait.minus(wait.dividedBy(3).multipliedBy(Math.floorMod(seed, PARTS)).dividedBy(PARTS));
    }
}
