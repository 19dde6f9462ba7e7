package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.empty;
import static slipway.rollout.Sample.healthy;
import static slipway.rollout.Sample.second;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.rollout.Observation.TargetHealth;

/** A target that was well and falls ill is one crash, whoever saw it: the look before, one long ago, or ECS alone. */
class JudgeIllnessTest {
    private static final String EVENT = "(service shop-api) (port 8080) is unhealthy in (target-group " + Sample.GROUP + ") due to (reason Health checks failed with these codes: [503]).";

    /** The old task drains, so the rollout is not completed for a long while. */
    @Test
    void theOnlyTargetThatWasWellAtAnEarlierLookIsOneCrash() {
        Deployment seen = looked(Sample.deployment(), progressing(30, "healthy"), 30);
        Deployment unread = seen.with(Judge.decide(seen, Limits.DEFAULT, Optional.empty(), Wishes.NONE, second(35)).progress());
        Verdict ill = decide(unread, progressing(40, "unhealthy"), 40);
        assertThat(ill).isInstanceOf(Verdict.Wait.class);
        assertThat(ill.progress().counts().crashes()).isEqualTo(1);
        assertThat(ill.progress().well()).containsExactly(Sample.GROUP);
    }

    /** It may have been well just then. */
    @Test
    void theTimeInWhichNothingCouldBeSeenIsNotOfThatWhichItIsGiven() {
        Deployment blind = Sample.deployment().with(new Progress(6, 2, Optional.empty(), Counts.NONE, "", 5, 0, 33));
        assertThat(decide(blind, progressing(52, "unhealthy"), 52)).isInstanceOf(Verdict.Wait.class);
        assertThat(decide(blind, progressing(52, "unhealthy"), 52).progress().nextLook()).as("just when its time is over").isEqualTo(1);
        Verdict.RollBack back = (Verdict.RollBack) decide(blind, progressing(53, "unhealthy"), 53);
        assertThat(back.cause().sentence()).contains("unhealthy for longer than the 53 s that it is given");
        Deployment always = Sample.deployment().with(new Progress(40, 9, Optional.empty(), Counts.NONE, "", 5, 0, 500));
        assertThat(decide(always, progressing(80, "unhealthy"), 80)).as("a minute at most").isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void whereOnlyAnotherGroupsWasWellItDecides() {
        Deployment seen = looked(Sample.deployment(), progressing(30, "healthy"), 30);
        Sample ill = empty(40).task("task-1").desired(1).rollout("PRIMARY", "IN_PROGRESS", "");
        ill.targets.add(new TargetHealth("task-1", Sample.GROUP + "b", "unhealthy", "Target.Timeout", "Request timed out"));
        assertThat(decide(seen, ill, 40)).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void whatIsIllAgainIsAnotherCrashThoughTheRolloutIsNotCompleted() {
        Deployment first = looked(looked(Sample.deployment(), progressing(30, "healthy"), 30), progressing(40, "unhealthy"), 40);
        assertThat(decide(first, progressing(45, "unhealthy"), 45)).as("it is ill still").isInstanceOf(Verdict.Wait.class);
        assertThat(decide(looked(first, progressing(50, "healthy"), 50), progressing(60, "unhealthy"), 60)).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void anIllnessBetweenTwoLooksBeginsTheBakeAnewAndIsOneCrash() {
        Verdict told = decide(Sample.healthySince(40), healthy(100).saidAt(55, EVENT), 100);
        assertThat(told).isInstanceOf(Verdict.Wait.class);
        assertThat(told.progress().healthySince()).contains(second(100));
        assertThat(told.progress().counts().crashes()).isEqualTo(1);
        assertThat(told.progress().nextLook()).as("another may follow soon").isEqualTo(5);

        Deployment known = Sample.deployment().with(told.progress());
        Verdict later = decide(known, healthy(160).saidAt(55, EVENT), 160);
        assertThat(later).as("it is told once").isInstanceOf(Verdict.Settle.class);
        assertThat(later.progress().counts().crashes()).isEqualTo(1);

        Verdict.RollBack again = (Verdict.RollBack) decide(known, healthy(160).saidAt(55, EVENT).saidAt(140, EVENT), 160);
        assertThat(again.cause().code()).isEqualTo("TargetHealthCheckFailed");
        assertThat(again.cause().sentence()).isEqualTo(
                "A target was unhealthy for a while (Health checks failed with these codes: [503]), as ECS says; crash 2, and 2 decide.");
        assertThat(again.cause().facts()).containsEntry("group", Sample.GROUP).containsEntry("reasonCode", "Target.ResponseCodeMismatch")
                .containsEntry("description", "Health checks failed with these codes: [503]").doesNotContainKey("task");
    }

    /** What is well again may fall ill again, and that decides. */
    @Test
    void afterAnIllnessIsOverItLooksOftenForAsLongAsAfterACrash() {
        Limits baking = new Limits(Duration.ofMinutes(5), Limits.DEFAULT.deadline(), Limits.DEFAULT.restoreDeadline(), Limits.DEFAULT.look(), 2);
        Deployment ill = Sample.deployment().with(Judge.decide(Sample.healthySince(40), baking, Optional.of(healthy(100).saidAt(55, EVENT).reading()), Wishes.NONE, second(100)).progress());
        for (int time : new int[] {105, 189}) {
            assertThat(next(ill, baking, time)).isEqualTo(5);
            assertThat(next(Sample.healthySince(100), baking, time)).as("where nothing was ill").isBetween(20, 30);
        }
        assertThat(next(ill, baking, 190)).isBetween(20, 30);
    }

    private static int next(Deployment deployment, Limits limits, int time) {
        return Judge.decide(deployment, limits, Optional.of(healthy(time).reading()), Wishes.NONE, second(time)).progress().nextLook();
    }

    @Test
    void severalAtOnceAreOneCrashAndSoIsOneThatIsIllStill() {
        assertThat(decide(Sample.healthySince(40), healthy(100).saidAt(55, EVENT).saidAt(56, EVENT), 100).progress().counts().crashes()).isEqualTo(1);
        Sample still = empty(100).task("task-1").task("task-2").target("task-1", "unhealthy", "Target.Timeout", "Request timed out").target("task-2", "healthy", "", "").saidAt(95, EVENT);
        assertThat(decide(Sample.healthySince(40), still, 100).progress().counts().crashes()).isEqualTo(1);
        assertThat(((Verdict.RollBack) decide(crashedOnce(), still, 100)).cause().sentence()).as("the target says more than the event").contains("on /api/health (Target.Timeout");
    }

    /** No target is unhealthy sooner than that after it was well: the event is late, and of an illness that was seen. */
    @ParameterizedTest
    @CsvSource({"30, true", "50, true", "51, false"})
    void whatIsToldSoonerThanATargetCanFallIllIsOfBefore(long told, boolean settles) {
        assertThat(decide(Sample.healthySince(40), healthy(100).saidAt(told, EVENT), 100) instanceof Verdict.Settle).isEqualTo(settles);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(service shop-api) has reached a steady state.", "(service shop-api) registered 1 targets in (target-group x)"})
    void otherEventsAreNoIllness(String event) {
        assertThat(decide(Sample.healthySince(40), healthy(100).saidAt(80, event), 100)).isInstanceOf(Verdict.Settle.class);
    }

    /** So AWS's guide has it by now; those that people show name none. */
    @Test
    void anEventMayNameTheTask() {
        Verdict of = decide(crashedOnce(), healthy(100).saidAt(80, EVENT.replace("(port", "(task task-1) (port")), 100);
        Cause cause = ((Verdict.RollBack) of).cause();
        assertThat(cause.sentence()).isEqualTo("Task task-1 was unhealthy for a while (Health checks failed with these codes: [503]), as ECS says; crash 2, and 2 decide.");
        assertThat(cause.facts()).containsEntry("task", "task-1");

        assertThat(decide(crashedOnce(), healthy(100).saidAt(80, EVENT.replace("(port", "(task other) (port")), 100)).as("a task of before").isInstanceOf(Verdict.Settle.class);
        Sample beside = healthy(100).early(50).before("ecs-svc/1", "ACTIVE", 2).saidAt(80, EVENT.replace("(port", "(task task-1) (port"));
        assertThat(decide(Sample.healthySince(40), beside, 100)).isInstanceOf(Verdict.Wait.class);
    }

    private static Deployment crashedOnce() {
        return Sample.deployment().with(new Progress(3, 0, Optional.of(second(40)), new Counts(2, 2, 0, 2, 2, 1), "", 5));
    }

    @Test
    void beforeAllWasWellAnEventMayBeOfAnybody() {
        Verdict first = decide(Sample.deployment(), healthy(60).saidAt(55, EVENT), 60);
        assertThat(first.progress().healthySince()).contains(second(60));
        assertThat(first.progress().counts().crashes()).isZero();
    }

    @Test
    void itMayBeOfWhatRanBeforeWhereItsOwnerLeavesThatRunning() {
        Sample beside = healthy(100).early(50).saidAt(80, EVENT);
        assertThat(decide(Sample.healthySince(40), beside, 100)).as("nothing of before is left").isInstanceOf(Verdict.Wait.class);
        assertThat(decide(Sample.healthySince(40), beside.before("ecs-svc/1", "ACTIVE", 2), 100)).isInstanceOf(Verdict.Settle.class);
    }

    @Test
    void theBaselinesBakeBeginsAnewToo() {
        Deployment restoring = Sample.restoring(Restore.Way.UPDATED, Optional.of("ecs-svc/3"));
        Deployment seen = restoring.with(restored(restoring, Sample.restored(120), 120).progress());
        Instant since = restored(seen, Sample.restored(150).saidAt(140, EVENT), 150).progress().healthySince().orElseThrow();
        assertThat(since).isEqualTo(second(150));
        assertThat(restored(seen, Sample.restored(150), 150)).isInstanceOf(Verdict.Settle.class);
    }

    /** One task of a rollout that ECS has not completed, with one target in this state. */
    private static Sample progressing(long second, String state) {
        boolean well = state.equals("healthy");
        return empty(second).task("task-1").desired(1).rollout("PRIMARY", "IN_PROGRESS", "").target("task-1", state, well ? "" : "Target.Timeout", well ? "" : "Request timed out");
    }

    private static Deployment looked(Deployment before, Sample reading, long now) {
        return before.with(decide(before, reading, now).progress());
    }

    private static Verdict decide(Deployment deployment, Sample reading, long now) {
        return Judge.decide(deployment, Limits.DEFAULT, Optional.of(reading.reading()), Wishes.NONE, second(now));
    }

    private static Verdict restored(Deployment deployment, Sample reading, long now) {
        return Judge.restored(deployment, Limits.DEFAULT, Optional.of(reading.reading()), second(now));
    }
}
