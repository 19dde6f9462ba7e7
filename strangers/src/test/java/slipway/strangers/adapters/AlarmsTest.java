package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.rollout.Alarm;
import slipway.rollout.Alarm.State;
import slipway.rollout.Alarms;

/** CloudWatch's alarms, as they are read: DescribeAlarms. */
@ParameterizedClass
@EnumSource
class AlarmsTest {
    private final Stage stage;
    private final World world;
    private final Alarms alarms;
    private final String errors = World.fresh("errors");

    AlarmsTest(Stage stage) {
        this.stage = stage;
        world = stage.world();
        alarms = world.aws().alarms();
    }

    @BeforeEach
    void put() {
        world.alarm(errors);
    }

    private Alarm read(String name) {
        return alarms.read(List.of(name)).getFirst();
    }

    @Test
    void anAlarmIsReadInEachOfItsStates() throws Throwable {
        Deviation.NEW_ALARM.unless(stage, () -> assertThat(read(errors).state()).isEqualTo(State.INSUFFICIENT_DATA));
        assertThat(read(errors).reason()).isEqualTo("Unchecked: Initial alarm creation");
        for (State state : State.values()) {
            world.alarm(errors, state.name(), "for a reason");
            assertThat(read(errors).state()).isEqualTo(state);
        }
        world.alarm(errors, "ALARM", "Threshold Crossed: 7 errors");
        assertThat(read(errors).reason()).isEqualTo("Threshold Crossed: 7 errors");
        assertThat(read(errors).name()).isEqualTo(errors);
    }

    @Test
    void sinceIsWhenTheStateBegan() throws Throwable {
        Instant before = world.clock().instant().minusSeconds(2);
        world.alarm(errors, "ALARM", "one");
        Instant since = read(errors).since();
        assertThat(since).isBetween(before, world.clock().instant().plusSeconds(2));
        world.pass(Duration.ofMinutes(1));
        world.alarm(errors, "ALARM", "two");
        Deviation.ALARM_SINCE.unless(stage, () -> assertThat(read(errors).since()).isEqualTo(since));
    }

    /** Moto can't make a composite alarm. */
    @Test
    void thoseThatAreThereAreReadTogetherAndTheOthersAreAbsent() {
        String latency = World.fresh("latency");
        world.alarm(latency);
        world.alarm(errors, "ALARM", "7 errors");
        world.alarm(latency, "OK", "fast");
        assertThat(alarms.read(List.of(latency, World.fresh("gone"), errors))).extracting(alarm -> alarm.name() + " " + alarm.state())
                .containsExactlyInAnyOrder(errors + " ALARM", latency + " OK");
        assertThat(alarms.read(List.of(World.fresh("gone")))).isEmpty();
    }
}
