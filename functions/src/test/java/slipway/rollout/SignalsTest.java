package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.empty;
import static slipway.rollout.Sample.second;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Progress;
import slipway.rollout.Observation.Task;
import slipway.rollout.Signal.Weight;

/** When an unhealthy target counts, and what is told of it: the check takes 20 s to be sure, and there is no grace period. */
class SignalsTest {
    @Test
    void anUnhealthyTargetsFactsAreItsReasonAndWhatItsCheckExpects() {
        Signal signal = of(ill(60, "RUNNING", "")).all().getFirst();
        assertThat(signal.facts()).containsOnlyKeys("task", "group", "reasonCode", "description", "path", "matcher").containsEntry("task", "task-1").containsEntry("group", Sample.GROUP)
                .containsEntry("reasonCode", "Target.Timeout").containsEntry("description", "Request timed out").containsEntry("path", "/api/health").containsEntry("matcher", "200");
        assertThat(signal.at()).as("when it should have been well").isEqualTo(second(20));
    }

    @ParameterizedTest
    @CsvSource({"19, RUNNING, '', false", "20, RUNNING, '', true", "60, PENDING, '', false", "60, RUNNING, UserInitiated, false"})
    void onlyOfATaskThatRunsAndWhoseTimeIsOverIsItASignal(int second, String status, String stopCode, boolean counts) {
        assertThat(of(ill(second, status, stopCode)).last(Weight.DECIDES).isPresent()).isEqualTo(counts);
    }

    @Test
    void anotherTasksTargetIsNotItsOwn() {
        Sample sample = empty(60).task("task-1").rollout("PRIMARY", "IN_PROGRESS", "").target("task-9", "unhealthy", "Target.Timeout", "Request timed out");
        assertThat(of(sample).all()).isEmpty();
    }

    @Test
    void aGroupWhoseCheckNobodyToldHasTheGracePeriodAlone() {
        Sample sample = ill(60, "RUNNING", "");
        sample.checks.clear();
        sample.grace = Duration.ofSeconds(60);
        assertThat(of(sample).all()).singleElement().satisfies(signal -> assertThat(signal.facts()).doesNotContainKeys("path", "matcher"));
    }

    @Test
    void onlyTasksThatCrashedAreCountedAndEachOnce() {
        Sample sample = empty(60).crashed("t1").crashed("t2").stopped("t3", "SpotInterruption", "Your Spot Task was interrupted.");
        assertThat(of(sample).crashes()).isEqualTo(2);
        assertThat(of(sample).ill()).as("none runs and is ill").isFalse();
        Sample twice = ill(60, "RUNNING", "").rollout("PRIMARY", "COMPLETED", "");
        twice.targets.add(new Observation.TargetHealth("task-1", Sample.GROUP + "b", "unhealthy", "Target.Timeout", ""));
        assertThat(of(twice).crashes()).isEqualTo(1);
        assertThat(of(twice).ill()).isTrue();
    }

    private static Signals of(Sample sample) {
        return Signals.of(sample.reading(), Progress.start(0));
    }

    private static Sample ill(int second, String status, String stopCode) {
        Sample sample = empty(second).rollout("PRIMARY", "IN_PROGRESS", "");
        sample.tasks.add(new Task("task-1", status, "UNKNOWN", second(0), Optional.of(second(0)), Optional.empty(), stopCode, "", List.of()));
        return sample.target("task-1", "unhealthy", "Target.Timeout", "Request timed out");
    }
}
