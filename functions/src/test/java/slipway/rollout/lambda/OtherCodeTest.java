package slipway.rollout.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.lambda.FunctionSample.AFTER;
import static slipway.rollout.lambda.FunctionSample.BEFORE;
import static slipway.rollout.lambda.FunctionSample.START;
import static slipway.rollout.lambda.FunctionSample.change;
import static slipway.rollout.lambda.FunctionSample.plan;
import static slipway.rollout.lambda.FunctionSample.reading;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Baseline;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Traffic;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.Verdict;
import slipway.rollout.Wishes;

/** Somebody else's unpublished code ("c") beside an alias: it matters until there is a version of ours. */
class OtherCodeTest {
    private static final LambdaFunction ALIASED = new LambdaFunction("thumbs", Optional.of("live"), Optional.empty());
    private static final Deployment PLANNED = FunctionSample.deployment(FunctionSample.CANARY, 0, START).with(plan(Optional.empty(), Optional.empty()));

    @Test
    void beforeTheVersionIsPublishedItGivesWay() {
        Deployment brought = PLANNED.with(new Change(new Release(Optional.empty(), AFTER.images()), Release.CODE, START));
        assertThat(judged(brought, reading("7", "c", START))).isInstanceOf(Verdict.GiveWay.class);
    }

    @Test
    void afterItTheAliasAloneDecides() {
        assertThat(judged(PLANNED.with(change(0, START)), reading("7", "c", START))).isInstanceOf(Verdict.GoOn.class);
        Deployment live = PLANNED.with(change(Traffic.ALL, START));
        assertThat(judged(live, reading("8", "c", START)).progress().waitsFor()).isEqualTo("the release to prove itself, 0 of 60 s");
        assertThat(judged(live, reading("5", "c", START))).isInstanceOf(Verdict.GiveWay.class);
    }

    /** It has no code of its own to wait for any more. */
    @Test
    void anEarlierReleaseIsTheAliasToo() {
        Deployment back = PLANNED.with(new Plan(BEFORE, "planned", 0, AFTER, new Baseline(BEFORE, true, true), START.plusSeconds(900))).with(change(Traffic.ALL, START));
        assertThat(judged(back, reading("8", "c", START)).progress().waitsFor()).isEqualTo("the release to prove itself, 0 of 60 s");
        assertThat(judged(back, reading("8", "a", START))).as("its code follows").isInstanceOf(Verdict.GoOn.class);
    }

    /** A person's rollback: its version serves, and the image can't be brought as unpublished code any more. */
    @Test
    void codeThatLambdaDoesNotTakeTakesNoCallerFromAVersionThatServes() {
        Deployment back = PLANNED.with(new Plan(BEFORE, "planned", 0, AFTER, new Baseline(BEFORE, true, true), START.plusSeconds(900))).with(change(Traffic.ALL, START));
        Status refused = new Status("Failed", "", "ImageAccessDenied");
        assertThat(judged(back, reading("8", "b", refused, START)).progress().waitsFor()).isEqualTo("the release to prove itself, 0 of 60 s");
        assertThat(judged(back, reading("5", "b", refused, START))).isInstanceOf(Verdict.GiveWay.class);
    }

    @Test
    void itIsLeftBesideAnAliasThatGoesBackAndThatIsSaid() {
        Deployment back = PLANNED.with(change(Traffic.ALL, START)).with(new Restore(Restore.Way.UPDATED, BEFORE, Optional.of("$LATEST"), START, START.plusSeconds(900)));
        assertThat(restored(back, reading("8", "c", START))).isInstanceOf(Verdict.GoOn.class);
        assertThat(restored(back, reading("7", "c", START)).progress().waitsFor()).isEqualTo("the baseline to prove itself, 0 of 30 s");
        assertThat(FunctionRestoreJudge.left(back, reading("7", "c", START))).contains("cccccccccccc");
        assertThat(FunctionRestoreJudge.left(back, reading("7", "b", START))).isEmpty();
    }

    private static Verdict judged(Deployment deployment, FunctionReading reading) {
        return FunctionJudge.decide(ALIASED, deployment, Limits.DEFAULT, Optional.of(reading), Wishes.NONE, START);
    }

    private static Verdict restored(Deployment deployment, FunctionReading reading) {
        return FunctionRestoreJudge.decide(deployment, Limits.DEFAULT, Optional.of(reading), START);
    }
}
