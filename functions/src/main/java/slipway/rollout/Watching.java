package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;

/**
 * Keeps a deployment open for a while after its bake: it is live, keeps its claim, and goes back if it turns bad. It has succeeded at the end of
 * that time, or at once when something newer comes. A person's way back is not watched any longer than its bake.
 */
public final class Watching {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Watching() {}

    /** Says whether it is live already. */
    public static boolean live(Deployment deployment) {
        return deployment.progress().flatMap(Progress::live).isPresent();
    }

    /**
     * Returns the verdict, of a deployment that would settle: it waits until its time is over.
     *
     * @param newer whether something newer waits for the target
     */
    public static Verdict over(Deployment deployment, Verdict verdict, Limits limits, boolean newer, Instant now) {
        if (!(verdict instanceof Verdict.Settle(Progress progress)) || deployment.action() != Action.DEPLOY || newer) {
            return verdict;
        }
        Instant since = progress.live().orElse(now);
        Instant end = since.plus(limits.watch());
        if (!end.isAfter(now)) {
            return verdict;
        }
        String words = "the end of its watch: it is live and well, %d of %d s".formatted(Duration.between(since, now).toSeconds(), limits.watch().toSeconds());
        return new Verdict.Wait(progress.waitingFor(words).live(Optional.of(since)).again(Pace.live(limits, deployment, progress, end, now)));
    }

    /** Gives what has just gone live its whole time anew after the watch, in which to be well once more: what is live has kept its deadline. */
    public static Deployment kept(Deployment deployment, Verdict verdict, Limits limits) {
        return verdict.progress().live().filter(_ -> !live(deployment))
                .map(since -> deployment.with(deployment.plan().orElseThrow().by(since.plus(limits.watch()).plus(limits.deadline())))).orElse(deployment);
    }

    /** Returns the cause for which it is taken back, and that it was live by then. */
    public static Cause saying(Deployment deployment, Cause cause) {
        return deployment.progress().flatMap(Progress::live)
                .map(since -> cause.saying("It had been live since " + CLOCK.format(since) + ".").with("liveSince", since.toString())).orElse(cause);
    }
}
