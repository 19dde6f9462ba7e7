package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.release.Cause;

class BriefTest {
    private static final String LONG = "Task 7eef5dc0 answered 404 on /api/health, expects 200 (Target.ResponseCodeMismatch); Task failed ELB health checks in (target-group shop-api); crash 2, and 2 decide.";

    @Test
    void aFailedHealthCheckIsToldByItsAnswerAndNotByHowEcsKilledTheTask() {
        assertThat(Brief.of(new Cause("TargetHealthCheckFailed", LONG,
                Map.of("description", "Health checks failed with these codes: [404]", "exitCode.api", "143"))).getLast())
                .isEqualTo("health check failed, answers 404");
        assertThat(Brief.of(new Cause("TargetHealthCheckFailed", LONG, Map.of("exitCode.api", "137"))).getLast()).isEqualTo("health check failed");
    }

    @Test
    void aCrashIsToldByTheExitCodeOfTheContainerThatFailedByItself() {
        assertThat(Brief.of(new Cause("ContainerExited", LONG, Map.of("exitCode.api", "1", "exitCode.proxy", "143"))).getLast())
                .isEqualTo("container exited, exit 1");
    }
}
