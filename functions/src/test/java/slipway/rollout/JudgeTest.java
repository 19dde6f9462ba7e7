package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.empty;
import static slipway.rollout.Sample.healthy;
import static slipway.rollout.Sample.second;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.rollout.Observation.Check;
import slipway.rollout.Observation.Task;

class JudgeTest {
    private static final Optional<StopRequest> STOP = Optional.of(
            new StopRequest(Action.STOP, "arn:aws:states:eu-central-1:123456789012:execution:deploy:by-hand", second(50)));
    private static final String MISMATCH = "Health checks failed with these codes: [404]";


    @Test
    void noReadingIsNeverUnhealthy() {
        Verdict verdict = decide(Sample.healthySince(40), Optional.empty(), 60);
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().unread()).isEqualTo(1);
        assertThat(verdict.progress().healthySince()).contains(second(40));
        assertThat(verdict.progress().waitsFor()).isEqualTo("a reading: AWS gave none at the last look");
    }

    @Test
    void aTaskThatNothingChecksAndThatCameAfterTheRolloutWasCompletedHasToRunForFortySeconds() {
        Sample young = empty(100);
        young.checks.clear();
        List.of(70L, 20L).forEach(started -> young.tasks.add(new Task("t" + started, "RUNNING", "UNKNOWN", second(started), Optional.of(second(started)),
                Optional.empty(), "", "", List.of())));

        Verdict verdict = decide(Sample.healthySince(40), Optional.of(young), 100);

        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().healthySince()).isEmpty();
        assertThat(verdict.progress().waitsFor()).isEqualTo("the youngest task to have run as long as ECS gives one that nothing checks: 30 of 40 s");
    }

    @Test
    void withoutReadingsItLooksLessOftenButAtLeastEachHalfMinute() {
        Deployment deployment = Sample.deployment();
        Stream.Builder<Integer> waits = Stream.builder();
        for (int look = 0; look < 6; look++) {
            Verdict verdict = decide(deployment, Optional.empty(), 10);
            waits.add(verdict.progress().nextLook());
            deployment = deployment.with(verdict.progress());
        }
        List<Integer> seconds = waits.build().toList();
        assertThat(seconds.get(0)).isBetween(7, 10);
        assertThat(seconds.get(1)).isBetween(14, 20);
        assertThat(seconds.subList(2, 6)).allMatch(wait -> wait >= 20 && wait <= 30);
    }

    @Test
    void looksComeCloserAgainHalfAsFastAsTheyWereSpread() {
        Deployment deployment = Sample.deployment();
        Stream.Builder<Integer> waits = Stream.builder();
        for (int look = 0; look < 8; look++) {
            Verdict verdict = decide(deployment, look < 2 ? Optional.empty() : Optional.of(empty(200 + look)), 200 + look);
            waits.add(verdict.progress().apart());
            deployment = deployment.with(verdict.progress());
        }
        assertThat(waits.build()).containsExactly(2, 4, 3, 2, 1, 0, 0, 0);
    }

    @Test
    void whatCouldNotBeSeenPutsTheDeadlineOffByAsMuchAndByTenMinutesAtMost() {
        Deployment blind = Sample.deployment().with(new Progress(9, 2, Optional.empty(), Counts.NONE, "", 20, 6, 100));
        assertThat(decide(blind, Optional.empty(), 1019)).isInstanceOf(Verdict.Wait.class);
        assertThat(decide(blind, Optional.empty(), 1020)).isInstanceOf(Verdict.RollBack.class);
        Deployment always = Sample.deployment().with(new Progress(99, 60, Optional.empty(), Counts.NONE, "", 20, 6, 1500));
        assertThat(decide(always, Optional.empty(), 1499)).isInstanceOf(Verdict.Wait.class);
        assertThat(decide(always, Optional.empty(), 1500)).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void withoutReadingsItGoesBackAtTheDeadlineAndForAPerson() {
        assertThat(cause(decide(Sample.deployment(), Optional.empty(), 905)).orElseThrow().sentence())
                .isEqualTo("Not settled within 15 min: AWS gave no reading at the last 1 looks.");
        assertThat(cause(Judge.decide(Sample.deployment(), Limits.DEFAULT, Optional.empty(), new Wishes(STOP, false), second(10))).orElseThrow().code())
                .isEqualTo("StoppedByPerson");
    }

    @Test
    void aReadingEndsTheCountOfLooksWithoutOne() {
        Deployment unread = Sample.deployment().with(new Progress(4, 3, Optional.empty(), Counts.NONE, "", 5));
        assertThat(decide(unread, Optional.of(healthy(30)), 30).progress().unread()).isZero();
    }

    @Test
    void aServiceWithoutTargetGroupNeedsNoTargets() {
        Sample bare = empty(100).task("task-1").task("task-2");
        bare.checks.clear();
        assertThat(decide(Sample.healthySince(40), Optional.of(bare), 100)).isInstanceOf(Verdict.Settle.class);
    }

    @Test
    void eachTargetGroupHasToBeHealthy() {
        Sample two = healthy(100);
        two.checks.add(new Check("arn:other", "/", "200", Duration.ofSeconds(10), 2));
        assertThat(decide(Sample.healthySince(40), Optional.of(two), 100).progress().waitsFor()).startsWith("2 of 4 targets healthy");
    }

    @Test
    void aTaskWhoseContainerCheckFailsIsNotHealthy() {
        Sample sick = healthy(100);
        Task first = sick.tasks.removeFirst();
        sick.tasks.add(new Task(first.id(), first.status(), "UNHEALTHY", first.createdAt(), first.startedAt(), first.stoppedAt(),
                first.stopCode(), first.reason(), first.containers()));
        assertThat(decide(Sample.healthySince(40), Optional.of(sick), 100).progress().waitsFor())
                .isEqualTo("task task-1 fails its container's health check (UNHEALTHY)");
    }

    @Test
    void theGracePeriodCountsBeforeATargetIsUnhealthyForGood() {
        Sample slow = Sample.empty(60).task("task-1").task("task-2").rollout("PRIMARY", "IN_PROGRESS", "").target("task-1", "unhealthy", "Target.Timeout", "Request timed out")
                .target("task-2", "unhealthy", "Target.Timeout", "Request timed out");
        slow.grace = Duration.ofSeconds(60);
        assertThat(decide(Sample.deployment(), Optional.of(slow), 60)).isInstanceOf(Verdict.Wait.class);
        slow.at = second(80);
        assertThat(cause(decide(Sample.deployment(), Optional.of(slow), 80)).orElseThrow().sentence()).endsWith(
                " is unhealthy on /api/health (Target.Timeout: Request timed out), unhealthy for longer than the 80 s that it is given.");
    }

    @Test
    void aTaskThatFallsIllTwiceCountsTwiceThoughNobodyReplacesIt() {
        Deployment watched = Sample.healthySince(40);
        for (int time : new int[] {60, 80}) {
            Sample ill = Sample.empty(time).task("task-1").task("task-2").target("task-1", "unhealthy", "Target.Timeout", "Request timed out").target("task-2", "healthy", "", "");
            Verdict verdict = decide(watched, Optional.of(ill), time);
            assertThat(verdict.progress().counts().crashes()).isEqualTo(time / 20 - 2);
            assertThat(verdict).isInstanceOf(time == 60 ? Verdict.Wait.class : Verdict.RollBack.class);
            Verdict still = decide(watched.with(verdict.progress()), Optional.of(ill), time + 5);
            assertThat(still.progress().counts().crashes()).as("it is ill still").isEqualTo(time / 20 - 2);
            watched = watched.with(decide(watched.with(still.progress()), Optional.of(healthy(time + 10)), time + 10).progress());
        }
    }

    @Test
    void theTargetsOfStoppedTasksDoNotCount() {
        Sample draining = healthy(100).stopped("old", "ServiceSchedulerInitiated", "Scaling activity")
                .target("old", "draining", "Target.DeregistrationInProgress", "");
        assertThat(decide(Sample.healthySince(40), Optional.of(draining), 100)).isInstanceOf(Verdict.Settle.class);
    }

    @Test
    void itLooksOftenAtFirstAndAfterACrashElseAsTheTargetSays() {
        assertThat(decide(Sample.deployment(), Optional.of(pending(60)), 60).progress().nextLook()).isEqualTo(5);
        assertThat(decide(Sample.deployment(), Optional.of(pending(200)), 200).progress().nextLook()).isBetween(20, 30);
        assertThat(decide(Sample.deployment(), Optional.of(pending(200).crashed("t1")), 200).progress().nextLook()).isEqualTo(5);
    }

    /** The look before was at 170, 30 s ago. */
    @Test
    void aRolloutIsHealthySinceEcsCompletedItWhereTheLookBeforeCouldNotSeeThat() {
        Deployment before = Sample.deployment().with(new Progress(20, 0, Optional.empty(), Counts.NONE, "", 30));
        assertThat(since(before, healthy(200).completedAt(185))).contains(Sample.second(185));
        assertThat(since(before, healthy(200).completedAt(169))).contains(Sample.second(200));
        assertThat(since(before, healthy(200).completedAt(201))).contains(Sample.second(200));
        assertThat(since(before, healthy(200))).contains(Sample.second(200));
        assertThat(since(before, healthy(200).completedAt(185).crashed("t9"))).contains(Sample.second(200));
        assertThat(since(Sample.deployment().with(new Progress(20, 1, Optional.empty(), Counts.NONE, "", 30)), healthy(200).completedAt(185))).contains(Sample.second(200));
    }

    @Test
    void whatEcsCompletedWhileTheLookBeforeWasOnItsWayIsItsTimeWhereNothingElseWasMissing() {
        Deployment well = Sample.deployment().with(new Progress(20, 0, Optional.empty(), new Counts(2, 2, 0, 2, 2, 0), "", 30));
        assertThat(since(well, healthy(200).completedAt(169))).contains(Sample.second(169));
        assertThat(since(well, healthy(200).completedAt(168))).as("the look before saw that").contains(Sample.second(200));
    }

    private static Optional<Instant> since(Deployment before, Sample seen) {
        return decide(before, Optional.of(seen), 200).progress().healthySince();
    }

    @Test
    void aTargetIsLookedAtJustWhenItHasHadItsTime() {
        Sample young = pending(200).task("task-1").target("task-1", "unhealthy", "Target.Timeout", "Request timed out");
        young.grace = Duration.ofSeconds(187);
        assertThat(decide(Sample.deployment(), Optional.of(young), 200).progress().nextLook()).as("two checks of 10 s after its grace period").isEqualTo(7);
    }

    @Test
    void itNeverLooksLaterThanTheEndOfTheBakeOrTheDeadline() {
        assertThat(decide(Sample.healthySince(140), Optional.of(healthy(197)), 197).progress().nextLook()).isEqualTo(3);
        assertThat(decide(Sample.deployment(), Optional.of(pending(898)), 898).progress().nextLook()).isEqualTo(2);
        assertThat(Judge.decide(Sample.deployment(), Limits.DEFAULT, Optional.of(pending(899).reading()), Wishes.NONE,
                second(899).plusMillis(999)).progress().nextLook()).isEqualTo(1);
    }

    @Test
    void countsAreWhatPeopleSee() {
        Counts counts = decide(Sample.deployment(), Optional.of(healthy(30).crashed("t1")), 30).progress().counts();
        assertThat(counts).isEqualTo(new Counts(2, 2, 0, 2, 2, 1));
    }

    private static Sample pending(long second) {
        return empty(second).rollout("PRIMARY", "IN_PROGRESS", "");
    }

    private static Verdict decide(Deployment deployment, Optional<Sample> reading, long now) {
        return Judge.decide(deployment, Limits.DEFAULT, reading.map(Sample::reading), Wishes.NONE, second(now));
    }

    private static Optional<Cause> cause(Verdict verdict) {
        return switch (verdict) {
            case Verdict.RollBack back -> Optional.of(back.cause());
            case Verdict.GiveWay way -> Optional.of(way.cause());
            case Verdict.Wait _, Verdict.GoOn _, Verdict.HandOver _, Verdict.Settle _ -> Optional.empty();
        };
    }
}
