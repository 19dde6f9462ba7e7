package slipway.cli.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.cli.bench.detection.Scene.Checks;
import slipway.cli.bench.detection.Scene.Failure;
import slipway.cli.bench.detection.Scene.Launch;

@Execution(ExecutionMode.CONCURRENT)
class DetectionTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final double LIMIT = Ground.LIMIT.toSeconds();

    private static Detection.Times measured(Failure failure, Launch launch, Checks checks, int desired) {
        return new Detection(HOME, new Scene(failure, launch, checks, desired, false)).measured();
    }

    @Test
    void eachFailureHasAFigureForEachSetting() {
        List<String> names = Detection.all(HOME).stream().map(Detection::name).toList();
        assertThat(names).hasSize(2 * 8 * 2 * 2 * 4).doesNotHaveDuplicates()
                .contains("detection.crash-after-20s.ec2.tuned.desired-25", "detection.cannot-pull.fargate.default.desired-1",
                        "detection.tasks-kept.oom.fargate.tuned.desired-5");
    }

    @Test
    void everyWayGoesBackFromACrashAtBoot() {
        Detection.Times times = measured(Failure.CRASH_AT_BOOT, Launch.FARGATE, Checks.TUNED, 1);
        assertThat(times.peers()).containsOnlyKeys("breaker", "breaker-count-1", "waiter", "poller");
        assertThat(times.peers().values()).allMatch(seconds -> seconds < LIMIT);
        assertThat(times.slipway()).isBetween(100.0, times.peers().get("poller"));
    }

    @Test
    void anImageThatIsGoneAfterPlanIsFoundByOneTask() {
        Detection.Times times = measured(Failure.CANNOT_PULL, Launch.EC2, Checks.TUNED, 2);
        assertThat(times.slipway()).isLessThan(times.peers().get("waiter"));
    }

    @Test
    void ecsAloneTakesAsLongAsItsTasksDo() {
        Scene scene = new Scene(Failure.SLOW_BUT_FINE, Launch.FARGATE, Checks.TUNED, 1, false);
        assertThat(Remedy.own(Ground.open(HOME, scene)).toSeconds()).isBetween(57L + 50L, 57L + 50L + 2 * 5L + 30L);
    }

    @Test
    void aGoodImageThatIsSlowGoesLive() {
        assertThat(measured(Failure.SLOW_BUT_FINE, Launch.EC2, Checks.TUNED, 1).slipway()).isLessThan(LIMIT);
    }

    @Test
    void whatSlipwayAddsToEcsOwnTimeIsItsWayToTheUpdateAndALook() {
        Overhead over = Overhead.measured(HOME, List.of(new Scene(Failure.SLOW_BUT_FINE, Launch.EC2, Checks.TUNED, 1, false),
                new Scene(Failure.SLOW_BUT_FINE, Launch.FARGATE, Checks.TUNED, 2, false)));
        // The ways to both updates begin with the push, and live is told some seconds after it was.
        assertThat(over.median()).isGreaterThan(3).isLessThanOrEqualTo(over.most());
        assertThat(over.most()).isLessThan(15);
    }
}
