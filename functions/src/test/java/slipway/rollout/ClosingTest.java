package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.TargetName;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Task;

class ClosingTest {
    private static final Instant AT = Instant.parse("2026-11-21T03:00:00Z");
    private static final Repository API = new Repository("123456789012", "eu-central-1", "shop/api");
    private static final Image GOOD = new Image(API, new Digest("sha256:" + "1".repeat(64)));
    private static final Image BAD = new Image(API, new Digest("sha256:" + "2".repeat(64)));

    /** A person's rollback over a release in which the sidecar, which sorts first, was another too. */
    private static Deployment rolledBack(String sidecar) {
        Release running = Release.of("arn:api:8", Map.of("api", BAD.uri(), "agent", sidecar));
        Release before = Release.of("arn:api:7", Map.of("api", GOOD.uri(), "agent", "datadog/agent:7"));
        return Deployment.asked(new DeploymentId("d"), new TargetName("shop-api"), Action.ROLLBACK, new Origin(Origin.By.HAND, AT, Optional.empty()), "", "e", AT)
                .withImage(GOOD, Optional.empty()).with(new Plan(running, "ecs-svc/1", 2, before, new Baseline(running, true, true), AT))
                .with(new Change(before, "ecs-svc/2", AT)).ended(Ending.ROLLED_BACK, AT);
    }

    @Test
    void aRollbackHoldsAndPublishesTheTargetsOwnImageWhateverTheSidecarIs() {
        for (String sidecar : List.of("datadog/agent@sha256:" + "3".repeat(64), API.uri() + "-agent@sha256:" + "3".repeat(64))) {
            assertThat(Closing.holds(rolledBack(sidecar), API)).extracting(Hold::digest).containsExactly(BAD.digest());
            assertThat(Closing.live(rolledBack(sidecar), API)).contains(GOOD.uri());
        }
    }

    @Test
    void anErrorOfTheNetworkAtAContainersStartIsNotTheImagesFault() {
        assertThat(stopped("CannotStartContainerError: failed to initialize logging driver: i/o timeout").weight()).isEqualTo(Signal.Weight.OUTSIDE);
        assertThat(stopped("CannotStartContainerError: exec: \"serve\": executable file not found").weight()).isEqualTo(Signal.Weight.DECIDES);
    }

    private static Signal stopped(String reason) {
        Task task = new Task("t1", "STOPPED", "UNKNOWN", AT, Optional.empty(), Optional.of(AT), "TaskFailedToStart", "Task failed to start",
                List.of(new Container("api", Optional.empty(), reason, "")));
        return new Stops(Sample.healthy(60).reading()).read(task);
    }
}
