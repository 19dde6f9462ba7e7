package slipway.rollout;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Traffic;

/**
 * What the target's hook makes of a deployment that would settle, or would get all calls; it calls nothing. Only a plain yes settles: a hook that fails, or says
 * what nobody understands, takes it back, and one that was not served is asked again until the deadline.
 */
public final class HookJudge {
    private HookJudge() {}

    /** What a hook says. */
    public sealed interface Said {
        /** It agrees. */
        record Yes() implements Said {}

        /** It does not, and says why; foreign text. */
        record No(String why) implements Said {}

        /** It has not made up its mind, and says what it waits for; foreign text. */
        record Waits(String what) implements Said {}

        /**
         * It threw, ran out of its time, or answered what is no answer.
         *
         * @param facts the last log lines, the error's type
         */
        record Failed(String words, Map<String, String> facts) implements Said {}

        /** Lambda did not serve the call: that says nothing. */
        record Unserved() implements Said {}
    }

    /**
     * Says whether the hook is to be asked before a verdict is followed: before a deployment counts as healthy. Where calls go over by
     * steps that is before the last one, while its no still reaches a share of the callers only, and then not again.
     */
    public static boolean asks(Deployment deployment, Verdict verdict) {
        Optional<Traffic> steps = deployment.plan().flatMap(Plan::traffic);
        return steps.map(traffic -> verdict instanceof Verdict.GoOn && deployment.change().filter(Change::partly).flatMap(Change::shift)
                .filter(shift -> traffic.after(shift.percent()) == Traffic.ALL).isPresent()).orElse(verdict instanceof Verdict.Settle);
    }

    /** Judges a deployment that is healthy as far as Slipway sees, by what the hook says to a verdict that {@link #asks} it. */
    public static Verdict over(Deployment deployment, Verdict verdict, Limits limits, String hook, Said said, Instant now) {
        Progress progress = verdict.progress();
        return switch (said) {
            case Said.Yes _ -> verdict;
            case Said.No(String why) -> new Verdict.RollBack(progress, Cause.of("HookRefused", "Hook " + hook + " says no: " + Causes.bare(why) + ".").with("hook", hook));
            case Said.Failed(String words, Map<String, String> facts) -> new Verdict.RollBack(progress, failed(hook, words, facts));
            case Said.Waits(String what) -> waits(deployment, limits, progress, "hook " + hook + ", which waits for " + Causes.bare(what), now);
            case Said.Unserved _ -> waits(deployment, limits, progress, "an answer of hook " + hook + ", whose call Lambda did not serve", now);
        };
    }

    private static Cause failed(String hook, String words, Map<String, String> facts) {
        Map<String, String> all = new TreeMap<>(facts);
        all.put("hook", hook);
        return new Cause("HookFailed", "Hook " + hook + " failed, and what fails is no yes: " + Causes.bare(words) + ".", all);
    }

    private static Verdict waits(Deployment deployment, Limits limits, Progress progress, String what, Instant now) {
        Progress waits = progress.waitingFor(what).again(Pace.word(limits, deployment, progress, now));
        return now.isBefore(waits.fair(deployment.plan().orElseThrow().deadline())) ? new Verdict.Wait(waits)
                : new Verdict.RollBack(waits, Cause.of("HookUntold", "All is healthy, but until its deadline it waited for " + what + "."));
    }
}
