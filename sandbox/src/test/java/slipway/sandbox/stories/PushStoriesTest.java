package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.cloud.ecs.Variants.Way;

/** What becomes of a push, by what its image does. */
class PushStoriesTest {
    static final List<String> BEGINS = List.of("Claim", "Overtook?", "Claimed?", "Plan", "Planned?", "Announce", "Update",
            "Wait", "Observe", "Settled?");
    static final List<String> GOES_BACK = List.of("Roll back", "Rolling back?", "Wait for restore", "Observe restore", "Restored?");
    private static final String API = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api@";

    @Test
    void aPushGoesLiveAndPeopleAreTold() {
        Story story = Story.open();
        JsonNode settings = story.settings("api");
        String before = story.runs("api", "api");
        String digest = story.push("api", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, ending("Succeeded")));
        assertThat(story.runs("api", "api")).isEqualTo(digest).isNotEqualTo(before);
        assertThat(story.shop().service("api").steady()).isTrue();
        assertThat(story.settings("api")).isEqualTo(settings);
        assertThat(story.slack()).hasSize(2);
        assertThat(story.slack().getFirst()).startsWith("DEPLOYING shop-api v2: from ");
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v2: 2 of 2 tasks healthy. Took ");
        assertThat(story.mail("DeploymentsTopic")).isEqualTo(story.slack());
        assertThat(story.mail("OperationsTopic")).isEmpty();
        assertThat(story.events().getLast().path("ending").asText()).isEqualTo("SUCCEEDED");
        assertThat(story.live("shop-api")).isEqualTo(API + digest);
        assertThat(story.aws().machines().execution(deployment.execution()).output().orElseThrow().path("ending").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aCrashAtBootGoesBackAndNamesTheExitCode() {
        Story story = Story.open();

        Deployment deployment = goesBack(story, () -> story.push("api", "v2", GOOD.crashingAfter(Duration.ofSeconds(2), 3)));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ContainerExited");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("exited with code 3", "crash 2");
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api v2: ").contains("exit");
    }

    @Test
    void aCrashAfterRunningGoesBack() {
        Story story = Story.open();

        Deployment deployment = goesBack(story, () -> story.push("api", "v2", GOOD.crashingAfter(Duration.ofSeconds(25), 1)));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ContainerExited");
    }

    @Test
    void scenario25_aHealthPathThatAnswers404GoesBackAndTheCauseNamesPathAndMatcher() {
        Story story = Story.open();

        Deployment deployment = goesBack(story, () -> story.push("api", "v2", GOOD.answering(404)));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("TargetHealthCheckFailed");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("404", "/api/health", "200");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("404", "/api/health", "200");
    }

    @Test
    void anImageThatIsDeletedAfterThePlanGoesBack() {
        Story story = Story.open();
        String[] digest = {""};
        story.when("Announce", () -> story.aws().ecr().delete("shop/api", digest[0]));

        Deployment deployment = goesBack(story, () -> digest[0] = story.push("api", "v2", GOOD));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ImageNotFound");
        assertThat(deployment.cause().orElseThrow().sentence()).containsPattern("CannotPull(Container|ImageManifest)Error");
        if (!story.in(Way.PULL_IN_NEW_WORDS)) {
            assertThat(deployment.cause().orElseThrow().sentence()).contains(digest[0]);
        }
    }

    @Test
    void anImageThatNeverListensGoesBack() {
        Story story = Story.open();

        Deployment deployment = goesBack(story, () -> story.push("api", "v2", GOOD.neverListening()));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("TargetHealthCheckFailed");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("/api/health");
    }

    @Test
    void anImageThatIsKilledForMemoryGoesBack() {
        Story story = Story.open();

        Deployment deployment = goesBack(story, () -> story.push("api", "v2", GOOD.outOfMemoryAfter(Duration.ofSeconds(30))));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("OutOfMemory");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("137", "OutOfMemoryError");
    }

    @Test
    void scenario23_aSlowStarterWithinItsGracePeriodGoesLive() {
        Story story = Story.open();
        story.updateService("api", "{\"healthCheckGracePeriodSeconds\":180}");
        String digest = story.push("api", "v2", GOOD.listeningAfter(Duration.ofSeconds(150)));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).doesNotContain("Roll back");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void scenario26_withoutCapacityItWaitsUntilTheDeadlineAndSaysSo() {
        Story story = Story.open();
        story.when("Update", () -> story.shop().service("api").capacity(false));
        story.when("Roll back", () -> story.shop().service("api").capacity(true));

        Deployment deployment = goesBack(story, () -> story.push("api", "v2", GOOD));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("NotSettled");
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith(
                "Not settled within 10 min: it last waited for 0 of 2 tasks running; ECS was unable to place a task. Reason: Capacity is unavailable");
    }

    @Test
    void theDeadlineEndsARolloutThatOnlyDragsOn() {
        Story story = Story.open();
        story.updateService("api", "{\"healthCheckGracePeriodSeconds\":7200}");
        story.pass(Duration.ofMinutes(1));

        Deployment deployment = goesBack(story, () -> story.push("api", "v2", GOOD.neverListening()));

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("NotSettled");
        assertThat(Duration.between(deployment.startedAt(), deployment.restore().orElseThrow().at())).isBetween(Duration.ofMinutes(10), Duration.ofSeconds(640));
    }

    private static Deployment goesBack(Story story, Runnable push) {
        return goesBack(story, push, Restore.Way.UPDATED);
    }

    /** Where the old deployment is PRIMARY again and ours is listed no more, it takes a while until the reading can't be one of before the update. */
    private static List<String> sure(Story story, List<String> path) {
        return story.in(Way.ROLLBACK_REUSES_DEPLOYMENT) && story.in(Way.FAILED_LEAVE_AT_ONCE)
                ? List.of(String.join(" > ", path).replace("Roll back again? > Wait to roll back > Roll back > ", "").split(" > ")) : path;
    }

    /** Plays a push that fails, and checks what holds of each: the baseline again, seen healthy, nothing else touched, people told once. */
    static Deployment goesBack(Story story, Runnable push, Restore.Way way) {
        JsonNode settings = story.settings("api");
        String before = story.runs("api", "api");
        push.run();

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(sure(story, story.path(deployment))).isEqualTo(path(BEGINS, GOES_BACK, ending("Rolled back")));
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(way);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.shop().service("api").healthy()).isEqualTo(2);
        assertThat(story.shop().service("api").steady()).isTrue();
        assertThat(story.settings("api")).isEqualTo(settings);
        assertThat(deployment.plan().orElseThrow().baseline().release().images().get("api")).endsWith(before);
        assertThat(story.live("shop-api")).isEqualTo(API + before);
        assertThat(story.slack()).hasSize(2);
        assertThat(story.mail("DeploymentsTopic")).isEqualTo(story.slack());
        assertThat(story.events().getLast().path("ending").asText()).isEqualTo("ROLLED_BACK");
        assertThat(story.events().getLast().path("cause").asText()).isEqualTo(deployment.cause().orElseThrow().code());
        return deployment;
    }

    static List<String> ending(String name) {
        return List.of("Close", "Notify", "Anything waiting?", "Ending?", name);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    static List<String> path(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }
}
