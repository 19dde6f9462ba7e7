package slipway.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.Faults;

/** What AWS does not answer says nothing about health. */
@Execution(ExecutionMode.CONCURRENT)
class NoReadingTest {
    private static final Duration OUTAGE = Duration.ofMinutes(3);

    @ParameterizedTest
    @CsvSource({
        "DescribeServices, THROTTLED, 0", "DescribeServices, UNHEARD, 20", "ListTasks, REFUSED, 0", "DescribeTasks, THROTTLED, 20",
        "DescribeTasks, UNHEARD, 0", "DescribeTargetHealth, THROTTLED, 0", "DescribeTargetHealth, REFUSED, 45", "DescribeTargetHealth, UNHEARD, 20"})
    void aGoodImageGoesLiveThoughNobodyCanLookForThreeMinutes(String operation, Kind kind, int secondsAfterTheFirstLook) {
        Story story = Story.of(Plot.GOES_LIVE);
        story.aws().wire().disturb(outage(story, operation, kind.fault, secondsAfterTheFirstLook));

        story.play();

        assertThat(Invariants.broken(story)).isEmpty();
        assertThat(story.record().flatMap(Deployment::ending)).contains(Ending.SUCCEEDED);
        assertThat(story.exchanges()).as("some look got no answer").anyMatch(one -> !one.reachedService());
    }

    private static Faults outage(Story story, String operation, Fault fault, int delay) {
        Instant[] began = {null};
        return call -> {
            if (!call.caller().endsWith("ObserveFunction")) {
                return new Fault.None();
            }
            Instant now = story.aws().timeline().now();
            began[0] = began[0] == null ? now.plusSeconds(delay) : began[0];
            boolean out = !now.isBefore(began[0]) && now.isBefore(began[0].plus(OUTAGE));
            return out && call.operation().equals(operation) ? fault : new Fault.None();
        };
    }
}
