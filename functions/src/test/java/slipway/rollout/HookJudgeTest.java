package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.rollout.HookJudge.Said;

/** What the target's hook makes of a deployment that would settle: only a plain yes settles it. */
class HookJudgeTest {
    private static final Deployment ROLLOUT = Sample.healthySince(40);
    private static final Verdict.Settle SETTLE = new Verdict.Settle(ROLLOUT.progress().orElseThrow());

    @Test
    void aPlainYesSettles() {
        assertThat(over(new Said.Yes(), 100)).isEqualTo(SETTLE);
    }

    @Test
    void aNoGoesBackAndSaysWhy() {
        Cause cause = back(new Said.No("the queue grows."), 100);
        assertThat(cause).isEqualTo(Cause.of("HookRefused", "Hook smoke says no: the queue grows.").with("hook", "smoke"));
    }

    @Test
    void whatFailsIsNoYes() {
        Cause cause = back(new Said.Failed("it threw Oops", Map.of("error", "Oops")), 100);
        assertThat(cause).isEqualTo(new Cause("HookFailed", "Hook smoke failed, and what fails is no yes: it threw Oops.", Map.of("error", "Oops", "hook", "smoke")));
    }

    @Test
    void whoHasNotMadeUpItsMindOrWasNotServedIsAskedAgainUntilTheDeadline() {
        waits(new Said.Waits("the cache to be warm."), "hook smoke, which waits for the cache to be warm");
        waits(new Said.Unserved(), "an answer of hook smoke, whose call Lambda did not serve");
    }

    private static void waits(Said said, String what) {
        Verdict verdict = over(said, 899);
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().waitsFor()).isEqualTo(what);
        assertThat(verdict.progress().nextLook()).isBetween(1, (int) Limits.DEFAULT.look().toSeconds());
        assertThat(back(said, 900)).isEqualTo(Cause.of("HookUntold", "All is healthy, but until its deadline it waited for " + what + "."));
    }

    private static Verdict over(Said said, long now) {
        return HookJudge.over(ROLLOUT, SETTLE, Limits.DEFAULT, "smoke", said, second(now));
    }

    private static Cause back(Said said, long now) {
        return ((Verdict.RollBack) over(said, now)).cause();
    }
}
