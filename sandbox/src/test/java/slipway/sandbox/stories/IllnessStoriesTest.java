package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.ecs.ServiceView.TaskView;
import slipway.sandbox.cloud.elb.HealthCheck;

/** The one task of a service falls ill for a while, and is well again: once is a crash that may be chance, twice is the image. */
class IllnessStoriesTest {
    private static final Duration BAKE = Duration.ofSeconds(120);

    /** One task behind a check every 5 s; what ran before drains for so long. */
    private static Story alone(Duration launch, Duration drain) {
        Story story = Story.launching(launch);
        HealthCheck check = HealthCheck.of("/health").timeout(Duration.ofSeconds(2)).every(Duration.ofSeconds(5)).thresholds(2, 2);
        ServiceView solo = story.aws().ecs().cluster("shop").service("solo").grace(Duration.ofSeconds(20)).runs(story.shop().service("api").taskDefinition())
                .behind(story.aws().elb().createTargetGroup("solo", 8080, check, drain), "api", 8080).desired(1).create();
        assertThat(solo.settle(Duration.ofMinutes(10))).as("%s", solo.events()).isTrue();
        story.follow("shop-api", "{\"service\":\"solo\",\"limits\":{\"bakeSeconds\":" + BAKE.toSeconds() + "}}").forget();
        return story;
    }

    /** Until the drain is over ECS has not completed the rollout, so that nothing but an earlier look knows that it was well. */
    @Test
    void onceWhileWhatRanBeforeDrainsIsNoVerdict() {
        Story story = alone(Duration.ofSeconds(4), Duration.ofSeconds(120));
        String digest = story.push("api", "v2", GOOD);
        String task = begun(story);
        story.pass(Duration.ofSeconds(20)).shop().service("solo").behave(task, "api", GOOD.answering(503));
        story.pass(Duration.ofSeconds(25)).shop().service("solo").behave(task, "api", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("solo", "api")).isEqualTo(digest);
        assertThat(deployment.progress().orElseThrow().counts().crashes()).isEqualTo(1);
    }

    @Test
    void twiceIs() {
        Story story = alone(Duration.ofSeconds(4), Duration.ofSeconds(120));
        story.push("api", "v2", GOOD.flapping(Duration.ofSeconds(20)));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("TargetHealthCheckFailed");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("crash 2, and 2 decide");
    }

    /** Looks are 20 to 30 s apart by then, and no look sees the target unhealthy: the service's events tell of it. */
    @Test
    void betweenTwoLooksItBeginsTheBakeAnew() {
        Story story = alone(Duration.ofSeconds(60), Duration.ofSeconds(5));
        String digest = story.push("api", "v2", GOOD);
        String task = begun(story);
        story.until(() -> story.shop().service("solo").steady()).pass(Duration.ofSeconds(30)).until("Wait");
        story.shop().service("solo").behave(task, "api", GOOD.answering(503));
        story.until(said(story, "is unhealthy"));
        story.shop().service("solo").behave(task, "api", GOOD);
        Instant healed = story.now();

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("solo", "api")).isEqualTo(digest);
        assertThat(deployment.progress().orElseThrow().counts().crashes()).isEqualTo(1);
        assertThat(Duration.between(healed, deployment.endedAt().orElseThrow())).isGreaterThan(BAKE);
    }

    /** Runs until the new task is well, and has been looked at. */
    private static String begun(Story story) {
        String before = story.runs("solo", "api");
        Predicate<TaskView> fresh = task -> task.healthy() && !task.digests().containsValue(before);
        story.until(() -> story.shop().service("solo").tasks().stream().anyMatch(fresh)).until("Observe").until("Wait");
        return story.shop().service("solo").tasks().stream().filter(fresh).findFirst().orElseThrow().id();
    }

    private static BooleanSupplier said(Story story, String words) {
        return () -> story.shop().service("solo").events().stream().anyMatch(event -> event.contains(words));
    }
}
