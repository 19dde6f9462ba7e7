package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.ecs.Ecs;
import slipway.sandbox.cloud.ecs.ServiceBuilder;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.elb.HealthCheck;

/** Daemons: one task on each instance of the cluster, so that instances and nobody else say how many are wanted. */
class DaemonStoriesTest {
    private static final int INSTANCES = 3;

    private final List<String> instances = new ArrayList<>();

    @Test
    void itGoesLiveOnEveryInstance() {
        Story story = agent(it -> it);
        JsonNode settings = story.settings("agent");
        String digest = story.push("api", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("agent", "api")).isEqualTo(digest);
        assertThat(story.settings("agent")).isEqualTo(settings);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v2: 3 of 3 tasks healthy");
    }

    /** By default ECS stops all old tasks first, so that nothing serves until the baseline runs again. */
    @Test
    void whatCrashesGoesBackOnEveryInstance() {
        Story story = agent(it -> it);
        String before = story.runs("agent", "api");
        story.push("api", "v2", GOOD.crashingAfter(Duration.ofSeconds(2), 3));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("exited with code 3", "crash ");
        assertThat(story.runs("agent", "api")).isEqualTo(before);
        assertThat(story.shop().service("agent").healthy()).isEqualTo(INSTANCES);
    }

    /** The second goes back from a revision that names digests: where a daemon's service deployment can't be stopped, the service is updated. */
    @Test
    void aSecondFailureGoesBackToo() {
        Story story = agent(it -> it.percent(50, 100));
        String digest = story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 3));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("agent", "api")).isEqualTo(digest);
    }

    @Test
    void anInstanceThatJoinsIsWaitedForToo() {
        Story story = agent(it -> it);
        story.push("api", "v2", GOOD);
        story.until("Update").until("Observe").pass(Duration.ofSeconds(60));
        cluster(story).instance();

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v2: 4 of 4 tasks healthy");
    }

    @Test
    void instancesThatLeaveAreNoCrashes() {
        Story story = agent(it -> it);
        story.push("api", "v2", GOOD);
        story.until("Update").until("Observe").pass(Duration.ofSeconds(60));
        cluster(story).drain(instances.getFirst());
        story.pass(Duration.ofSeconds(10));
        cluster(story).terminate(instances.getLast());

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(deployment.progress().orElseThrow().counts().crashes()).isZero();
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v2: 1 of 1 tasks healthy");
    }

    @Test
    void scenario06_withoutAnInstanceNothingIsCalledLive() {
        Story story = agent(it -> it);
        story.push("api", "v2", GOOD);
        story.until("Update").until("Observe").pass(Duration.ofSeconds(20));
        instances.forEach(cluster(story)::terminate);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith("No instance of the cluster is left for the daemon's tasks");

        story.push("api", "v3", GOOD);
        Deployment next = story.play("shop-api");
        assertThat(next.ending()).contains(Ending.NOT_CHANGED);
        assertThat(next.cause().orElseThrow().sentence()).contains("no instance for the daemon's tasks", "add one first");
    }

    /** As an ingress on each instance: the target of a task is its instance and the port that it has there. */
    @Test
    void oneBehindALoadBalancerIsJudgedByItsTargets() {
        HealthCheck check = HealthCheck.of("/api/health").every(Duration.ofSeconds(10)).thresholds(2, 2);
        Story story = agent(it -> it.grace(Duration.ofSeconds(30)), check);
        story.push("api", "v2", GOOD.answering(404));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("404", "/api/health");
        assertThat(story.shop().service("agent").healthy()).isEqualTo(INSTANCES);
    }

    private Story agent(UnaryOperator<ServiceBuilder> how, HealthCheck... checks) {
        Story story = Story.launching(Duration.ofSeconds(4));
        IntStream.range(0, INSTANCES).forEach(_ -> instances.add(cluster(story).instance()));
        ServiceBuilder service = cluster(story).service("agent").daemon().runs(InstanceStoriesTest.definition(story, "host"));
        for (HealthCheck check : checks) {
            service.behind(story.aws().elb().createInstanceGroup("agent", 8080, check, Duration.ofSeconds(20)), "api", 8080);
        }
        ServiceView agent = how.apply(service).create();
        assertThat(agent.settle(Duration.ofMinutes(10))).as("%s", agent.events()).isTrue();
        story.follow("shop-api", "{\"service\":\"agent\",\"limits\":{\"bakeSeconds\":30}}").forget();
        return story;
    }

    private static Ecs.Cluster cluster(Story story) {
        return story.aws().ecs().cluster("shop");
    }
}
