package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Limits;

/** A bake of 60 s was over at second 200; the target wants 300 s of watching after it. */
class WatchingTest {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofSeconds(30), 2, Duration.ofSeconds(300));
    private static final Deployment BAKED = Sample.healthySince(140);
    private static final Verdict SETTLE = new Verdict.Settle(BAKED.progress().orElseThrow());

    private static Verdict over(Deployment deployment, boolean newer, long second) {
        return Watching.over(deployment, new Verdict.Settle(deployment.progress().orElseThrow()), LIMITS, newer, second(second));
    }

    private static Deployment live(Instant since) {
        return BAKED.with(BAKED.progress().orElseThrow().live(Optional.of(since)));
    }

    @Test
    void whatWouldSettleIsLiveAndWatchedFromThenOn() {
        Verdict watched = over(BAKED, false, 200);
        assertThat(watched).isInstanceOf(Verdict.Wait.class);
        assertThat(watched.progress().live()).contains(second(200));
        assertThat(watched.progress().waitsFor()).isEqualTo("the end of its watch: it is live and well, 0 of 300 s");
        assertThat(watched.progress().nextLook()).isBetween(20, 30);
    }

    @Test
    void itHasSucceededAtTheEndOfThatTimeAndIsLookedAtJustThen() {
        Verdict nearly = over(live(second(200)), false, 490);
        assertThat(nearly.progress().live()).contains(second(200));
        assertThat(nearly.progress().waitsFor()).endsWith("290 of 300 s");
        assertThat(nearly.progress().nextLook()).isEqualTo(10);
        assertThat(over(live(second(200)), false, 499)).isInstanceOf(Verdict.Wait.class);
        assertThat(over(live(second(200)), false, 500)).isInstanceOf(Verdict.Settle.class);
    }

    @Test
    void somethingNewerEndsItAtOnceAndAPersonsWayBackIsNotWatched() {
        assertThat(over(live(second(200)), true, 210)).isInstanceOf(Verdict.Settle.class);
        Deployment back = Deployment.asked(BAKED.id(), BAKED.target(), Action.ROLLBACK, BAKED.origin(), "", "e", second(0)).with(BAKED.progress().orElseThrow());
        assertThat(over(back, false, 200)).isInstanceOf(Verdict.Settle.class);
    }

    @Test
    void anyOtherVerdictStandsAsItIs() {
        Verdict back = new Verdict.RollBack(BAKED.progress().orElseThrow(), Cause.of("Crash", "It crashed."));
        assertThat(Watching.over(live(second(200)), back, LIMITS, false, second(210))).isSameAs(back);
    }

    /** Its deadline of before would end it in the middle of the watch. */
    @Test
    void whatHasJustGoneLiveGetsItsDeadlineAnewAndKeepsItFromThenOn() {
        Verdict watched = over(BAKED, false, 200);
        Deployment kept = Watching.kept(BAKED, watched, LIMITS);
        assertThat(kept.plan().orElseThrow().deadline()).isEqualTo(second(200 + 300 + 900));
        Deployment live = kept.with(watched.progress());
        assertThat(Watching.kept(live, over(live, false, 230), LIMITS).plan()).isEqualTo(kept.plan());
        assertThat(Watching.kept(BAKED, SETTLE, LIMITS)).isSameAs(BAKED);
    }

    @Test
    void whatIsTakenBackWhileItIsLiveSaysSo() {
        Cause crash = Cause.of("Crash", "It crashed.");
        assertThat(Watching.live(live(second(200)))).isTrue();
        assertThat(Watching.saying(live(second(200)), crash).sentence()).startsWith("It crashed.").contains("It had been live since ");
        assertThat(Watching.saying(live(second(200)), crash).facts()).containsEntry("liveSince", second(200).toString());
        assertThat(Watching.live(BAKED)).isFalse();
        assertThat(Watching.saying(BAKED, crash)).isSameAs(crash);
    }
}
