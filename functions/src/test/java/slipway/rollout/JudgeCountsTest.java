package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static slipway.rollout.Sample.empty;
import static slipway.rollout.Sample.healthy;
import static slipway.rollout.Sample.second;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;

/** What a judge counts from look to look, and what it needs to judge at all. */
class JudgeCountsTest {
    @Test
    void everyLookIsCounted() {
        Deployment looked = Sample.deployment().with(new Progress(4, 0, Optional.empty(), Counts.NONE, "", 5));
        assertThat(decide(looked, Optional.of(healthy(30)), 30).progress().looks()).isEqualTo(5);
        assertThat(decide(looked, Optional.empty(), 30).progress().looks()).isEqualTo(5);
    }

    /** One that is listed still, while all is well, is the one that was counted. */
    @Test
    void aCrashIsCountedOnce() {
        Deployment known = Sample.deployment().with(new Progress(4, 0, Optional.of(second(35)), new Counts(2, 2, 0, 2, 2, 1), "", 5));
        Sample healed = healthy(30).crashed("t1");
        healed.at = second(60);
        assertThat(decide(known, Optional.of(healed), 60).progress().counts().crashes()).isEqualTo(1);
    }

    @Test
    void whatEcsGaveUpIsToldWithTheFactsOfItsLastCrash() {
        Verdict.RollBack back = (Verdict.RollBack) decide(Sample.deployment(), Optional.of(empty(60).crashed("t1").rollout("PRIMARY", "FAILED", "")), 60);
        Cause cause = back.cause();
        assertThat(cause.sentence()).startsWith("ECS gave ecs-svc/2 up: it says no reason; Container api exited with code 1");
        assertThat(cause.facts()).containsEntry("rollout", "ecs-svc/2").containsEntry("task", "t1").containsEntry("exitCode.api", "1").containsEntry("failedTasks", "0");
    }

    @Test
    void aDeploymentThatIsNotPlannedOrChangedOrGoingBackIsNotJudged() {
        Deployment asked = Deployment.asked(Sample.deployment().id(), Sample.deployment().target(), Action.DEPLOY, Sample.deployment().origin(), "", "e", second(0));
        Deployment planned = asked.with(Sample.deployment().plan().orElseThrow());
        assertThatIllegalStateException().isThrownBy(() -> decide(asked, Optional.of(healthy(30)), 30));
        assertThatIllegalStateException().isThrownBy(() -> decide(planned, Optional.of(healthy(30)), 30));
        assertThatIllegalStateException().isThrownBy(() -> decide(asked, Optional.empty(), 30));
        assertThatIllegalStateException().isThrownBy(() -> Judge.restored(planned, Limits.DEFAULT, Optional.of(healthy(30).reading()), second(30)));
    }

    private static Verdict decide(Deployment deployment, Optional<Sample> reading, long now) {
        return Judge.decide(deployment, Limits.DEFAULT, reading.map(Sample::reading), Wishes.NONE, second(now));
    }
}
