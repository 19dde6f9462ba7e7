package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.healthy;
import static slipway.rollout.Sample.second;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Cause;
import slipway.release.Limits;
import slipway.release.Progress;

/** What a rollout is told by that ECS itself has given up for an alarm. */
class AlarmBehindTest {
    private static final Verdict BY_ALARM = judged(healthy(60).alarms("shop-5xx", "shop-slow").rollout("PRIMARY", "FAILED", "ECS deployment failed: alarm detected."));

    private static Verdict judged(Sample reading) {
        return Judge.decide(Sample.healthySince(40), Limits.DEFAULT, Optional.of(reading.reading()), Wishes.NONE, second(60));
    }

    private static Alarm alarm(String name, Alarm.State state, long since) {
        return new Alarm(name, state, second(since), "Threshold Crossed.");
    }

    @Test
    void theServicesAlarmsAreBehindAVerdictThatEcsReachedByOne() {
        assertThat(AlarmJudge.behind(BY_ALARM)).containsExactly("shop-5xx", "shop-slow");
        assertThat(AlarmJudge.behind(judged(healthy(60).alarms("shop-5xx").rollout("PRIMARY", "FAILED", "ECS deployment circuit breaker: tasks failed to start.")))).isEmpty();
        assertThat(AlarmJudge.behind(new Verdict.Wait(Progress.start(5)))).isEmpty();
    }

    @Test
    void theFirstThatFiredSinceTheChangeIsNamed() {
        Cause cause = ((Verdict.RollBack) AlarmJudge.named(Sample.deployment(), BY_ALARM, List.of(alarm("shop-slow", Alarm.State.ALARM, 50),
                alarm("shop-5xx", Alarm.State.ALARM, 45), alarm("old", Alarm.State.ALARM, -5), alarm("well", Alarm.State.OK, 20)))).cause();

        assertThat(cause.code()).isEqualTo("AlarmFired");
        assertThat(cause.sentence()).isEqualTo("Alarm shop-5xx fired (ALARM since 12:00:45 UTC): Threshold Crossed. "
                + "ECS gave ecs-svc/2 up: ECS deployment failed: alarm detected; it watches the alarms shop-5xx, shop-slow.");
        assertThat(cause.facts()).containsEntry("alarm", "shop-5xx").containsEntry("rollout", "ecs-svc/2");
    }

    @Test
    void whereNoneIsInAlarmByNowItStaysAsEcsTellsIt() {
        assertThat(AlarmJudge.named(Sample.deployment(), BY_ALARM, List.of())).isEqualTo(BY_ALARM);
        assertThat(AlarmJudge.named(Sample.deployment(), BY_ALARM, List.of(alarm("shop-5xx", Alarm.State.OK, 50), alarm("old", Alarm.State.ALARM, -5)))).isEqualTo(BY_ALARM);
    }
}
