package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.ecs.Ecs;
import slipway.sandbox.cloud.ecs.ServiceBuilder;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.elb.HealthCheck;
import slipway.sandbox.cloud.elb.TargetGroup;
import slipway.sandbox.cloud.eventbridge.Weather;

/** Services on EC2 instances, whose tasks are targets by their instance and one of its ports (network modes bridge and host). */
class InstanceStoriesTest {
    private static final Duration QUICK = Duration.ofSeconds(4);
    private static final HealthCheck CHECK = HealthCheck.of("/api/health").every(Duration.ofSeconds(10)).thresholds(2, 2);
    private static final Duration DRAIN = Duration.ofSeconds(20);

    /** The task definition of shop-api for EC2 instances, in another network mode. */
    static ObjectNode definition(Story story, String mode) {
        ObjectNode definition = ((ObjectNode) story.definition("shop-api")).deepCopy();
        definition.remove(List.of("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy"));
        definition.put("family", "shop-gate").put("networkMode", mode).putArray("requiresCompatibilities").add("EC2");
        return definition;
    }

    /** A shop whose target shop-api follows the service {@code gate}, behind a load balancer and on so many instances. */
    private static Story balanced(int instances, String mode, UnaryOperator<ServiceBuilder> how) {
        Story story = Story.launching(QUICK);
        Ecs.Cluster cluster = story.aws().ecs().cluster("shop");
        IntStream.range(0, instances).forEach(_ -> cluster.instance());
        TargetGroup group = mode.equals("awsvpc") ? story.aws().elb().createTargetGroup("gate", 8080, CHECK, DRAIN)
                : story.aws().elb().createInstanceGroup("gate", 8080, CHECK, DRAIN);
        ServiceView gate = how.apply(cluster.service("gate").onEc2().grace(Duration.ofSeconds(30)).runs(definition(story, mode)).behind(group, "api", 8080)).create();
        assertThat(gate.settle(Duration.ofMinutes(10))).as("%s", gate.events()).isTrue();
        story.follow("shop-api", "{\"service\":\"gate\",\"limits\":{\"bakeSeconds\":30}}").forget();
        return story;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "host", "awsvpc"})
    void whatIsHealthyByItsInstancesPortsGoesLive(String mode) {
        Story story = balanced(3, mode, it -> it.desired(2));
        String digest = story.push("api", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("gate", "api")).isEqualTo(digest);
        assertThat(deployment.progress().orElseThrow().counts().healthy()).isEqualTo(2);
        assertThat(deployment.progress().orElseThrow().counts().targets()).isEqualTo(2);
    }

    /** Both tasks of a rollout may be on one instance, and each is its own target by the port that the bridge gave it. */
    @Test
    void tasksOfOneInstanceAreToldApartByTheirPorts() {
        Story story = balanced(1, "bridge", it -> it.desired(2));
        story.push("api", "v2", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        Set<Integer> ports = targets(story).stream().filter(one -> one.at("/TargetHealth/State").asText().equals("healthy"))
                .map(one -> one.at("/Target/Port").asInt()).collect(Collectors.toSet());
        assertThat(ports).hasSize(2).allMatch(port -> port >= 32_768);
        assertThat(targets(story)).allMatch(one -> one.at("/Target/Id").asText().startsWith("i-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "host"})
    void whatFailsItsChecksThereGoesBackAndIsToldByItsAnswer(String mode) {
        Story story = balanced(3, mode, it -> it.desired(2));
        String before = story.runs("gate", "api");
        story.push("api", "v2", GOOD.answering(404));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("TargetHealthCheckFailed");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("404", "/api/health", "200");
        assertThat(story.runs("gate", "api")).isEqualTo(before);
        assertThat(story.shop().service("gate").healthy()).isEqualTo(2);
    }

    /**
     * Of ports that instances have once, a second task finds none where ECS may stop no old one: it is told, and at the deadline it goes back. That
     * needs tasks of its own too, and where no instance joins a person is called; what ran before serves on.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scenario26_aPortThatIsTakenIsToldAndWaitedForUntilTheDeadline(boolean joins) {
        Story story = balanced(2, "host", it -> it.desired(2));
        story.follow("shop-api", "{\"service\":\"gate\",\"limits\":{\"bakeSeconds\":30,\"deadlineSeconds\":300}}").forget();
        String before = story.runs("gate", "api");
        story.push("api", "v2", GOOD);
        if (joins) {
            story.when("Roll back", () -> IntStream.range(0, 2).forEach(_ -> story.aws().ecs().cluster("shop").instance()));
        }

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(joins ? Ending.ROLLED_BACK : Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("0 of 2 tasks running", "already using a port required by your task");
        assertThat(story.runs("gate", "api")).isEqualTo(before);
        assertThat(story.shop().service("gate").healthy()).isEqualTo(2);
    }

    /** With room below the minimum the old task's port comes free first, and the new one is registered by the same instance and port. */
    @Test
    void whereTheOldTaskMakesRoomItsPortIsTheNewOnes() {
        Story story = balanced(2, "host", it -> it.desired(2).percent(50, 100));
        String digest = story.push("api", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("gate", "api")).isEqualTo(digest);
    }

    @Test
    void anInstanceThatIsGoneIsNotTheImagesFault() {
        Story story = balanced(3, "bridge", it -> it.desired(3));
        story.push("api", "v2", GOOD);
        story.until("Update").until("Observe").pass(Duration.ofSeconds(20));
        String instance = targets(story).getLast().at("/Target/Id").asText();
        story.aws().ecs().cluster("shop").terminate(instance);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.shop().service("gate").healthy()).isEqualTo(3);
    }

    /** The instances are asked for once in each function's life, and services whose tasks have addresses of their own pay nothing. */
    @Test
    void instancesCostACallOnceAndTasksWithAddressesNone() {
        Story story = balanced(3, "bridge", it -> it.desired(2));
        story.push("api", "v2", GOOD);
        story.play();
        long looks = story.calls().stream().filter("elasticloadbalancing:DescribeTargetHealth"::equals).count();
        assertThat(story.calls().stream().filter("ecs:DescribeContainerInstances"::equals).count()).isPositive().isLessThan(looks / 2);

        story.follow("shop-api", "{\"service\":\"api\"}").forget();
        story.push("api", "v3", GOOD);
        story.play();
        assertThat(story.calls()).contains("elasticloadbalancing:DescribeTargetHealth").doesNotContain("ecs:DescribeContainerInstances");
    }

    /** A service whose revision names a tag is known by what its tasks run, wherever they are reached. */
    @Test
    void theSweepFindsAPushForSuchAServiceToo() {
        Story story = balanced(2, "bridge", it -> it.desired(2));
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        story.pass(Duration.ofMinutes(32)).forget();
        String digest = story.push("api", "v2", GOOD);
        story.pass(Duration.ofMinutes(16)).play();

        assertThat(story.runs("gate", "api")).isEqualTo(digest);
        assertThat(story.exchanges()).anyMatch(one -> one.call().caller().equals("slipway-SweepFunction") && one.action().equals("ecs:DescribeContainerInstances"));
    }

    private static List<JsonNode> targets(Story story) {
        String arn = story.settings("gate").at("/loadBalancers/0/targetGroupArn").asText();
        return story.person(story.aws().elb(), "DescribeTargetHealth", "{\"TargetGroupArn\":\"" + arn + "\"}").path("TargetHealthDescriptions").valueStream().toList();
    }
}
