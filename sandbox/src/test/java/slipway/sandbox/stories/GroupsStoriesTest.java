package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.ecs.ServiceBuilder;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.elb.HealthCheck;

/** Services by how their tasks are checked: in several target groups, by the container alone, or behind a balancer of which ECS tells too little. */
class GroupsStoriesTest {
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final int TASKS = 2;

    /** Two groups look at the same port, and the second takes nothing but 200 of its own path. */
    private static Story inTwoGroups() {
        Story story = Story.launching(Duration.ofSeconds(4));
        HealthCheck lenient = HealthCheck.of("/").every(Duration.ofSeconds(10)).thresholds(2, 2).matching("200-499");
        HealthCheck strict = HealthCheck.of("/ready").every(Duration.ofSeconds(10)).thresholds(2, 2);
        return pair(story, story.aws().ecs().cluster("shop").service("pair").grace(Duration.ofSeconds(30)).runs(story.shop().service("api").taskDefinition())
                .behind(story.aws().elb().createTargetGroup("pair-public", 8080, lenient, DRAIN), "api", 8080)
                .behind(story.aws().elb().createTargetGroup("pair-internal", 8080, strict, DRAIN), "api", 8080));
    }

    private static Story pair(Story story, ServiceBuilder service) {
        ServiceView pair = service.desired(TASKS).create();
        assertThat(pair.settle(Duration.ofMinutes(10))).as("%s", pair.events()).isTrue();
        story.follow("shop-api", "{\"service\":\"pair\",\"limits\":{\"bakeSeconds\":30}}").forget();
        return story;
    }

    @Test
    void eachTaskIsWaitedForInEachOfSeveralGroups() {
        Story story = inTwoGroups();
        String digest = story.push("api", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("pair", "api")).isEqualTo(digest);
        assertThat(deployment.progress().orElseThrow().counts().healthy()).isEqualTo(2 * TASKS);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("2 of 2 tasks running, 4 of 4 targets healthy");
    }

    @Test
    void whatIsHealthyInOneGroupAndFailsInAnotherGoesBackByTheCheckThatFailed() {
        Story story = inTwoGroups();
        String before = story.runs("pair", "api");
        story.push("api", "v2", GOOD.answering(404));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("TargetHealthCheckFailed");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("404 on /ready, expects 200");
        assertThat(story.runs("pair", "api")).isEqualTo(before);
    }

    @Test
    void aGroupThatTurnsIllLaterTakesItBackToo() {
        Story story = inTwoGroups();
        story.follow("shop-api", "{\"service\":\"pair\",\"limits\":{\"bakeSeconds\":120}}").forget();
        String before = story.runs("pair", "api");
        String digest = story.push("api", "v2", GOOD);
        ServiceView pair = story.shop().service("pair");
        story.until("Update").until("Observe").until(pair::steady);
        pair.tasks().stream().filter(task -> task.digests().containsValue(digest) && !task.stopping()).forEach(task -> pair.behave(task.id(), "api", GOOD.answering(404)));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("/ready");
        assertThat(story.runs("pair", "api")).isEqualTo(before);
    }

    private static Story withACheckOfItsOwn() {
        Story story = Story.launching(Duration.ofSeconds(4));
        ObjectNode definition = ((ObjectNode) story.definition("shop-api")).deepCopy();
        definition.remove(List.of("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy"));
        ObjectNode check = ((ObjectNode) definition.put("family", "shop-pair").path("containerDefinitions").path(0)).putObject("healthCheck");
        check.put("interval", 10).put("retries", 2).putArray("command").add("CMD").add("ask");
        return pair(story, story.aws().ecs().cluster("shop").service("pair").grace(Duration.ofSeconds(30)).runs(definition));
    }

    @Test
    void withoutAGroupTheContainersOwnCheckDecides() {
        Story story = withACheckOfItsOwn();
        String before = story.runs("pair", "api");
        story.push("api", "v2", GOOD.answering(500));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ContainerHealthCheckFailed");
        assertThat(story.runs("pair", "api")).isEqualTo(before);
    }

    @Test
    void withoutAGroupWhatTheContainersOwnCheckFindsWellGoesLive() {
        Story story = withACheckOfItsOwn();
        String digest = story.push("api", "v2", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("pair", "api")).isEqualTo(digest);
        assertThat(story.calls()).doesNotContain("elasticloadbalancing:DescribeTargetHealth");
    }

    @Test
    void aServiceBehindAClassicLoadBalancerIsRefused() {
        Story story = Story.open();
        story.aws().ecs().cluster("shop").service("old").desired(1).behindClassic("shop-classic").runs(story.shop().service("api").taskDefinition()).create();
        story.pass(Duration.ofMinutes(5)).follow("shop-api", "{\"service\":\"old\"}").forget();
        story.push("api", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith("The service is behind a Classic Load Balancer").contains("target group", "service=old");
        assertThat(story.calls()).doesNotContain("ecs:RegisterTaskDefinition", "ecs:UpdateService");
    }
}
