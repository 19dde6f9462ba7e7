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
import slipway.release.Restore;
import slipway.release.TargetName;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Task;

class ClosingTest {
    private static final Instant AT = Instant.parse("2026-11-21T03:00:00Z");
    private static final Repository API = new Repository("123456789012", "eu-central-1", "shop/api");
    private static final Image GOOD = new Image(API, new Digest("sha256:" + "1".repeat(64)));
    private static final Image AGENT = new Image(new Repository("123456789012", "eu-central-1", "agent"), new Digest("sha256:" + "3".repeat(64)));
    private static final Image NEW_AGENT = new Image(AGENT.repository(), new Digest("sha256:" + "4".repeat(64)));
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
            assertThat(JudgedImages.holds(rolledBack(sidecar), TargetState.unknown(new TargetName("shop-api")), API)).extracting(Hold::digest).containsExactly(BAD.digest());
            assertThat(JudgedImages.live(rolledBack(sidecar), API, List.of())).contains(GOOD.uri());
        }
    }

    /** A person's deployment of two containers of own images and a sidecar, by which one of the own ones did not change. */
    private static Deployment several(Image image) {
        Release running = Release.of("arn:api:7", Map.of("api", GOOD.uri(), "jobs", GOOD.uri(), "agent", AGENT.uri()));
        Release to = Release.of("arn:api:8", Map.of("api", BAD.uri(), "jobs", GOOD.uri(), "agent", NEW_AGENT.uri()));
        return Deployment.asked(new DeploymentId("d"), new TargetName("shop-api"), Action.DEPLOY, new Origin(Origin.By.HAND, AT, Optional.empty()), "", "e", AT)
                .withImage(image, Optional.empty()).with(new Plan(running, "ecs-svc/1", 2, to, new Baseline(running, true, true), AT))
                .with(new Change(to, "ecs-svc/2", AT));
    }

    private static Deployment wentBack(Image image) {
        return several(image).with(new Restore(Restore.Way.STOPPED, several(image).plan().orElseThrow().running(), Optional.empty(), AT, AT));
    }

    @Test
    void ofSeveralContainersOnlyOwnImagesThatDoNotRunAreHeld() {
        assertThat(JudgedImages.holds(wentBack(BAD).ended(Ending.ROLLED_BACK, AT), TargetState.unknown(new TargetName("shop-api")), API)).extracting(Hold::digest).containsExactly(BAD.digest());
        assertThat(JudgedImages.holds(wentBack(GOOD).ended(Ending.NEEDS_HUMAN, AT), TargetState.unknown(new TargetName("shop-api")), API)).extracting(Hold::digest).containsExactly(BAD.digest());
        assertThat(JudgedImages.holds(wentBack(NEW_AGENT).ended(Ending.ROLLED_BACK, AT), TargetState.unknown(new TargetName("shop-api")), AGENT.repository())).extracting(Hold::digest).containsExactly(NEW_AGENT.digest());
        assertThat(JudgedImages.holds(wentBack(NEW_AGENT).ended(Ending.ROLLED_BACK, AT), TargetState.unknown(new TargetName("shop-api")), API)).as("the image that was asked for comes by no push of the own repository").extracting(Hold::digest).containsExactly(BAD.digest());
        assertThat(JudgedImages.holds(several(BAD).ended(Ending.SUCCEEDED, AT), TargetState.unknown(new TargetName("shop-api")), API)).isEmpty();
    }

    @Test
    void ofSeveralContainersTheOwnImageIsLiveAndAllOwnOnesAreHeldNoMore() {
        Deployment live = several(BAD).ended(Ending.SUCCEEDED, AT);
        assertThat(JudgedImages.live(live, API, List.of())).contains(BAD.uri());
        assertThat(JudgedImages.proven(live, API)).containsExactlyInAnyOrder(BAD.digest(), GOOD.digest());
        assertThat(JudgedImages.live(several(NEW_AGENT).ended(Ending.SUCCEEDED, AT), API, List.of())).as("infrastructure code would put it into the wrong container").isEmpty();
    }

    /** Terraform may have written both into the definition of a container beside the one that changed. */
    @Test
    void anotherContainerThatRunsTheSameAlreadyIsNotTheOneThatIsPublished() {
        String tagged = API.uri() + ":v2@" + BAD.digest();
        Release running = Release.of("arn:api:7", Map.of("a-jobs", tagged, "api", GOOD.uri()));
        Release to = Release.of("arn:api:8", Map.of("a-jobs", tagged, "api", BAD.uri()));
        Deployment back = Deployment.asked(new DeploymentId("d"), new TargetName("shop-api"), Action.DEPLOY, new Origin(Origin.By.PUSH, AT, Optional.empty()), "", "e", AT)
                .withImage(BAD, Optional.empty()).with(new Plan(running, "ecs-svc/1", 2, to, new Baseline(running, true, true), AT))
                .with(new Change(to, "ecs-svc/2", AT)).with(new Restore(Restore.Way.STOPPED, running, Optional.empty(), AT, AT)).ended(Ending.ROLLED_BACK, AT);

        assertThat(JudgedImages.live(back, API, List.of())).contains(GOOD.uri());
    }

    /** By hand another container of the repository may get an image, which is none that the target deploys. */
    @Test
    void onlyWhatTheTargetFollowsIsPublished() {
        Release running = Release.of("arn:api:7", Map.of("a-jobs", GOOD.uri(), "api", BAD.uri()));
        Release to = Release.of("arn:api:8", Map.of("a-jobs", BAD.uri(), "api", BAD.uri()));
        Deployment back = Deployment.asked(new DeploymentId("d"), new TargetName("shop-api"), Action.DEPLOY, new Origin(Origin.By.HAND, AT, Optional.empty()), "", "e", AT)
                .withImage(BAD, Optional.empty()).with(new Plan(running, "ecs-svc/1", 2, to, new Baseline(running, true, true), AT))
                .with(new Change(to, "ecs-svc/2", AT)).with(new Restore(Restore.Way.STOPPED, running, Optional.empty(), AT, AT)).ended(Ending.ROLLED_BACK, AT);

        assertThat(JudgedImages.live(back, API, List.of("api"))).contains(BAD.uri());
        assertThat(JudgedImages.live(back, API, List.of("gone"))).isEmpty();
    }

    @Test
    void whatIsPublishedIsNamedByItsDigestAloneWhateverTheDefinitionHasBesideIt() {
        Release running = Release.of("arn:api:8", Map.of("api", BAD.uri()));
        Release before = Release.of("arn:api:7", Map.of("api", "123456789012.dkr-ecr.eu-central-1.on.aws/" + API.name() + ":v1@" + GOOD.digest()));
        Deployment back = Deployment.asked(new DeploymentId("d"), new TargetName("shop-api"), Action.ROLLBACK, new Origin(Origin.By.HAND, AT, Optional.empty()), "", "e", AT)
                .withImage(GOOD, Optional.empty()).with(new Plan(running, "ecs-svc/1", 2, before, new Baseline(running, true, true), AT))
                .with(new Change(before, "ecs-svc/2", AT)).ended(Ending.ROLLED_BACK, AT);

        assertThat(JudgedImages.live(back, API, List.of())).as("by the host that is written").contains("123456789012.dkr-ecr.eu-central-1.on.aws/" + API.name() + "@" + GOOD.digest());
    }

    @Test
    void whoGoesBackToAChosenReleaseForgetsWhatCameAfterIt() {
        TargetState state = TargetState.unknown(new TargetName("shop-api")).seenHealthy(seen("0", Instant.EPOCH, 90)).seenHealthy(seen("1", at(100), 110))
                .seenHealthy(seen("2", at(200), 210)).seenHealthy(seen("3", at(300), 310)).seenHealthy(seen("past-slipway", Instant.EPOCH, 350))
                .seenHealthy(seen("4", at(400), 410)).seenHealthy(seen("5", at(500), 510));

        TargetState after = Closing.after(back("5", "2"), state, Optional.of(brought("2", 200)));
        assertThat(after.healthy()).extracting(one -> one.release().images().get("api")).containsExactly("2", "1", "0");
        assertThat(after.healthy().getFirst().pushed()).as("so that older pushes stay older").isEqualTo(at(200));

        TargetState plain = Closing.after(back("5", "4"), state, Optional.empty());
        assertThat(plain.healthy()).extracting(one -> one.release().images().get("api")).containsExactly("4", "past-slipway", "3", "2", "1", "0");

        TargetState forgotten = Closing.after(back("5", "2"), state.left(release("2")), Optional.of(brought("2", 200)));
        assertThat(forgotten.healthy().getFirst().pushed()).as("of what was left before, its deployment tells the time").isEqualTo(at(200));
    }

    private static Instant at(long second) {
        return AT.plusSeconds(second);
    }

    private static Release release(String name) {
        return Release.of("arn:" + name, Map.of("api", name));
    }

    private static Seen seen(String name, Instant pushed, long second) {
        return new Seen(release(name), new DeploymentId("shop-api-" + name), pushed, at(second));
    }

    private static Deployment brought(String name, long second) {
        return Deployment.asked(new DeploymentId("shop-api-" + name), new TargetName("shop-api"), Action.DEPLOY,
                new Origin(Origin.By.PUSH, at(second), Optional.empty()), "", "e", at(second)).ended(Ending.SUCCEEDED, at(second + 10));
    }

    private static Deployment back(String from, String to) {
        return Deployment.asked(new DeploymentId("d"), new TargetName("shop-api"), Action.ROLLBACK, new Origin(Origin.By.HAND, at(600), Optional.empty()), "shop-api-" + to, "e", at(600))
                .with(new Plan(release(from), "ecs-svc/1", 2, release(to), new Baseline(release(from), true, true), AT))
                .with(new Change(release(to), "ecs-svc/2", at(601))).ended(Ending.ROLLED_BACK, at(700));
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
