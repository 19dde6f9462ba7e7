package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.restored;
import static slipway.rollout.Sample.second;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Baseline;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.release.Restore.Way;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Task;

class RestoreJudgeTest {
    /** A reading after 30 s of health, and the verdict. */
    private record Row(String name, Sample reading, String kind, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("healthy for 30 s, however long the bake", restored(150), "Settle", "2 of 2 healthy, 30 of 30 s"),
            new Row("healthy for 29 s", restored(149), "Wait", "2 of 2 healthy, 29 of 30 s"),
            new Row("one task of two", restored(150).desired(3), "Wait", "2 of 3 tasks running"),
            new Row("not completed", restored(150).rollout("PRIMARY", "IN_PROGRESS", ""), "Wait", "has not completed"),
            new Row("completed with another image (31)", withDigest(Sample.NEW), "RollBack", "container api of task task-8 runs another image than the baseline"),
            new Row("an image that is not told yet", withDigest(""), "Wait", "runs an image that AWS does not name yet"),
            new Row("given up", restored(150).rollout("PRIMARY", "FAILED", "ECS deployment circuit breaker: tasks failed to start."),
                    "RollBack", "The baseline api:7 is not proven to run again: ECS gave ecs-svc/3 up: ECS deployment circuit breaker"),
            new Row("its image is gone (10)", restored(150).stopped("t", "TaskFailedToStart", "CannotPullContainerError: x: not found"), "RollBack", "not found"),
            new Row("crashes alone do not end it", restored(150).crashed("t1").crashed("t2").crashed("t3"), "Wait", "of 30 s"),
            new Row("someone else", restored(150).primary("ecs-svc/9", 12), "GiveWay", "ecs-svc/9 with api:12"),
            new Row("a reading of before the restore", restored(150).primary("ecs-svc/2", 8).unlisted(), "Wait", "the service to list ecs-svc/3; it still lists ecs-svc/2"),
            new Row("scaled to zero", restored(150).desired(0), "GiveWay", "0 tasks"),
            new Row("late", restored(1000).rollout("PRIMARY", "IN_PROGRESS", ""), "RollBack", "not within 15 min, it last waited for 2 of 2 healthy"));

    private static Sample withDigest(String digest) {
        Sample sample = restored(150);
        sample.tasks.clear();
        sample.digest = digest;
        return sample.task("task-8").task("task-9");
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void eachRuleDecides(Row row) {
        Deployment deployment = Sample.restoring(false, Way.UPDATED, Optional.of("ecs-svc/3")).with(health(120));
        long now = java.time.Duration.between(Sample.START, row.reading.at).toSeconds();
        Verdict verdict = Judge.restored(deployment, Limits.DEFAULT, Optional.of(row.reading.reading()), second(now));
        assertThat(verdict.getClass().getSimpleName()).isEqualTo(row.kind);
        assertThat(WORDS.apply(verdict)).contains(row.words);
    }

    private static final Function<Verdict, String> WORDS = verdict -> switch (verdict) {
        case Verdict.RollBack back -> back.cause().sentence();
        case Verdict.GiveWay way -> way.cause().sentence();
        case Verdict.Wait(Progress progress) -> progress.waitsFor();
        case Verdict.GoOn(Progress progress) -> "GoOn: " + progress.waitsFor();
        case Verdict.HandOver(Progress progress) -> "HandOver: " + progress.waitsFor();
        case Verdict.Settle(Progress progress) -> progress.waitsFor();
    };

    @Test
    void healthFromBeforeTheRestoreDoesNotCount() {
        Verdict verdict = Judge.restored(Sample.restoring(Way.UPDATED, Optional.of("ecs-svc/3")), Limits.DEFAULT,
                Optional.of(restored(150).reading()), second(150));
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().healthySince()).contains(second(150));
    }

    @Test
    void aRollbackThatEcsHasNotStartedYetIsWaitedForAndNeverTakenForHealthy() {
        Verdict verdict = Judge.restored(restoring(Way.STOPPED, Optional.empty(), 101), Limits.DEFAULT,
                Optional.of(Sample.healthy(140).rollout("PRIMARY", "IN_PROGRESS", "").reading()), second(140));
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().waitsFor()).isEqualTo("ECS to start the rollback; ecs-svc/2 is still PRIMARY");
    }

    @Test
    void aStopThatCameTooLateIsFollowedByAnUpdate() {
        assertThat(Judge.restored(restoring(Way.STOPPED, Optional.empty(), 101), Limits.DEFAULT,
                Optional.of(Sample.healthy(140).reading()), second(140))).isInstanceOf(Verdict.GoOn.class);
    }

    @Test
    void aStopThatCameTooLateIsNotFollowedUpPastTheDeadline() {
        assertThat(Judge.restored(restoring(Way.STOPPED, Optional.empty(), 101), Limits.DEFAULT,
                Optional.of(Sample.healthy(1000).reading()), second(1000))).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void noReadingIsWaitedForUntilTheDeadline() {
        Deployment deployment = Sample.restoring(Way.UPDATED, Optional.of("ecs-svc/3"));
        assertThat(Judge.restored(deployment, Limits.DEFAULT, Optional.empty(), second(1004))).isInstanceOf(Verdict.Wait.class);
        assertThat(Judge.restored(deployment, Limits.DEFAULT, Optional.empty(), second(1005))).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void aServiceThatWasLeftToSomeoneElseIsNoSuccess() {
        assertThat(Judge.restored(restoring(Way.LEFT, Optional.of("ecs-svc/3"), 101), Limits.DEFAULT,
                Optional.of(restored(150).reading()), second(150))).isInstanceOf(Verdict.GiveWay.class);
    }

    private static Deployment restoring(Way way, Optional<String> rollout, long healthySince) {
        return Sample.restoring(way, rollout).with(health(healthySince));
    }

    private static Progress health(long since) {
        return new Progress(1, 0, Optional.of(second(since)), Counts.NONE, "", 5);
    }

    @Test
    void aRevisionThatNamesItsDigestsIsProofWhateverManifestWasPulled() {
        assertThat(Judge.restored(restoring(Way.UPDATED, Optional.of("ecs-svc/3"), 120), Limits.DEFAULT,
                Optional.of(withDigest(Sample.NEW).reading()), second(150))).isInstanceOf(Verdict.Settle.class);
    }

    @Test
    void someoneElsesChangeWhileEcsHasNotStartedTheRollbackIsLeftAlone() {
        Verdict verdict = Judge.restored(restoring(Way.STOPPED, Optional.empty(), 101), Limits.DEFAULT, Optional.of(Sample.healthy(140).primary("ecs-svc/9", 12).reading()), second(140));
        assertThat(verdict).isInstanceOf(Verdict.GiveWay.class);
        assertThat(WORDS.apply(verdict)).contains("ecs-svc/9 with api:12 is PRIMARY instead of ecs-svc/2");
        Sample failed = Sample.healthy(140).primary("ecs-svc/9", 12).rollout("ACTIVE", "FAILED", "tasks failed to start.");
        assertThat(Judge.restored(restoring(Way.STOPPED, Optional.empty(), 101), Limits.DEFAULT, Optional.of(failed.reading()), second(140)))
                .as("what failed is what was brought, and that is known").isInstanceOf(Verdict.GiveWay.class);
    }

    @Test
    void aRestoreThatEcsGaveUpForAnotherIsNotProven() {
        Sample gone = restored(150).primary("ecs-svc/9", 12).rollout("ACTIVE", "FAILED", "tasks failed to start.");
        Verdict verdict = Judge.restored(restoring(Way.UPDATED, Optional.of("ecs-svc/3"), 120), Limits.DEFAULT, Optional.of(gone.reading()), second(150));
        assertThat(verdict).isInstanceOf(Verdict.RollBack.class);
        assertThat(WORDS.apply(verdict)).isEqualTo("The baseline api:7 is not proven to run again: ECS gave ecs-svc/3 up: tasks failed to start.");
    }

    /** ECS goes back by itself to the revision that it knows. */
    @Test
    void theRevisionThatTheBaselineIsAPinnedCopyOfIsNobodyElses() {
        Deployment plain = restoring(Way.STOPPED, Optional.empty(), 101);
        Deployment copied = plain.with(plain.plan().orElseThrow().with(new Baseline(Sample.release(7, Sample.OLD), true, true, Optional.of(Sample.revision(6)))));
        Observation back = Sample.healthy(140).primary("ecs-svc/5", 6).reading();
        assertThat(Judge.restored(copied, Limits.DEFAULT, Optional.of(back), second(140))).isInstanceOf(Verdict.Wait.class);
        assertThat(Judge.restored(plain, Limits.DEFAULT, Optional.of(back), second(140))).isInstanceOf(Verdict.GiveWay.class);
    }

    /** An update whose reply was lost is known by its revision alone. */
    @Test
    void aChangeThatNobodyWroteDownIsOursByItsRevision() {
        Deployment written = restoring(Way.UPDATED, Optional.of("ecs-svc/3"), 120);
        Deployment unwritten = Deployment.asked(written.id(), written.target(), written.action(), written.origin(), "", "e", second(0))
                .with(written.plan().orElseThrow()).with(written.restore().orElseThrow());
        Observation ours = restored(150).primary("ecs-svc/4", 8).unlisted().reading();
        assertThat(WORDS.apply(Judge.restored(unwritten, Limits.DEFAULT, Optional.of(ours), second(150)))).isEqualTo("the service to list ecs-svc/3; it still lists ecs-svc/4 as PRIMARY");
        assertThat(Judge.restored(written, Limits.DEFAULT, Optional.of(ours), second(150))).isInstanceOf(Verdict.GiveWay.class);
        Observation another = restored(150).primary("ecs-svc/4", 12).unlisted().reading();
        assertThat(Judge.restored(unwritten, Limits.DEFAULT, Optional.of(another), second(150))).isInstanceOf(Verdict.GiveWay.class);
    }

    @Test
    void itSaysWhichImageIsNotTheBaselines() {
        Verdict verdict = Judge.restored(Sample.restoring(false, Way.UPDATED, Optional.of("ecs-svc/3")).with(health(120)), Limits.DEFAULT, Optional.of(withDigest(Sample.NEW).reading()), second(150));
        assertThat(verdict.progress().waitsFor()).isEqualTo("container api of task task-8 runs another image than the baseline, " + Sample.image(Sample.OLD).uri());
        assertThat(verdict.progress().healthySince()).isEmpty();
    }

    @Test
    void eachContainerIsHeldAgainstItsOwnImage() {
        Sample beside = withDigest(Sample.OLD);
        beside.tasks.replaceAll(task -> new Task(task.id(), task.status(), task.health(), task.createdAt(), task.startedAt(), task.stoppedAt(), "", "",
                List.of(new Container("agent", Optional.empty(), "", Sample.NEW), task.containers().getFirst())));
        assertThat(Judge.restored(Sample.restoring(false, Way.UPDATED, Optional.of("ecs-svc/3")).with(health(120)), Limits.DEFAULT,
                Optional.of(beside.reading()), second(150))).isInstanceOf(Verdict.Settle.class);
    }
}
