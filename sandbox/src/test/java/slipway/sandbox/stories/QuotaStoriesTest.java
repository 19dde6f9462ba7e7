package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.Fleet;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Buckets;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.Rate;

/** Scenario 24: the quotas of an account are used up, by others or by Slipway itself. */
class QuotaStoriesTest {
    @Test
    void scenario24_fiftyServicesDeployAtOnceAndNoneFailsByThrottling() {
        Story story = Story.open();
        Fleet fleet = new Fleet(50, true);
        fleet.join(story.shop());
        story.pass(Duration.ofMinutes(5)).forget();
        Buckets buckets = story.aws().throttle();

        fleet.names().forEach(name -> story.shop().push("fleet/" + name, "v2", GOOD));
        story.play();

        assertThat(buckets.refused().values().stream().mapToLong(Long::longValue).sum()).as("it was too much at once").isPositive();
        assertThat(fleet.names()).allSatisfy(name -> {
            assertThat(story.deployments(name)).hasSize(1);
            assertThat(story.deployments(name).getFirst().ending()).contains(Ending.SUCCEEDED);
        });
        assertThat(story.calls()).filteredOn("ecs:UpdateService"::equals).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void scenario24_fiftyBadImagesGoBackAtOnce() {
        Story story = Story.open();
        Fleet fleet = new Fleet(50, true);
        fleet.join(story.shop());
        story.pass(Duration.ofMinutes(5)).forget();
        story.aws().throttle();

        fleet.names().forEach(name -> story.shop().push("fleet/" + name, "v2", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1)));
        story.play();

        assertThat(fleet.names()).allSatisfy(name ->
                assertThat(story.deployments(name).getFirst().ending()).contains(Ending.ROLLED_BACK));
    }

    @Test
    void scenario24_describeTargetHealthThatIsThrottledForMinutesIsNoFailure() {
        Story story = RollbackStoriesTest.live("v2");
        Instant began = story.now();
        story.aws().wire().disturb(call -> call.operation().equals("DescribeTargetHealth") && call.caller().endsWith("ObserveFunction")
                && story.now().isBefore(began.plus(Duration.ofMinutes(18))) ? Fault.throttled() : new Fault.None());
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(deployment.progress().orElseThrow().blind()).as("seconds that nobody could see").isGreaterThan(900);
        assertThat(story.path(deployment)).doesNotContain("Roll back");
        assertThat(looks(story)).as("they are spread out").isLessThan(65);
    }

    /** Longer than fair: then the safe edge, and people are told why. */
    @Test
    void scenario24_whatNobodyCanSeeForHalfAnHourGoesBack() {
        Story story = RollbackStoriesTest.live("v2");
        Instant began = story.now();
        story.aws().wire().disturb(call -> call.operation().equals("DescribeTargetHealth") && call.caller().endsWith("ObserveFunction")
                && story.now().isBefore(began.plus(Duration.ofMinutes(30))) ? Fault.throttled() : new Fault.None());
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("NoReading");
    }

    @Test
    void aFirstChangeWaitsForItsQuotaBeyondTheDeadlineWhichCountsFromTheChange() {
        Story story = RollbackStoriesTest.live("v2");
        Instant began = story.now();
        story.aws().wire().disturb(call -> call.operation().equals("RegisterTaskDefinition")
                && story.now().isBefore(began.plus(Duration.ofMinutes(70))) ? Fault.throttled() : new Fault.None());
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(deployment.change().orElseThrow().at()).isAfter(began.plus(Duration.ofMinutes(70)));
        assertThat(Duration.between(deployment.change().orElseThrow().at(), deployment.plan().orElseThrow().deadline())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aFirstChangeThatNeverGetsItsQuotaTouchesNothing() {
        Story story = RollbackStoriesTest.live("v2");
        story.aws().wire().disturb(call -> call.operation().equals("RegisterTaskDefinition") ? Fault.throttled() : new Fault.None());
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s %s", deployment.cause(), story.path(deployment).subList(story.path(deployment).size() - 12, story.path(deployment).size())).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("AWS throttles the call");
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
    }

    @Test
    void scenario24_anEmptyControlPlaneOfLambdaIsWaitedFor() {
        Story story = Story.open();
        Buckets slow = new Buckets(story.aws().timeline(), List.of(new Rate("control plane", "lambda", Set.of(), 6, 0.2, "others use it up")));
        story.aws().wire().metered(call -> slow.admits(call.service(), call.operation()));
        story.push("thumbs", "latest", "second", FunctionBehaviour.GOOD);

        assertThat(story.play("shop-thumbs").ending()).contains(Ending.SUCCEEDED);
        assertThat(slow.refused().get("lambda control plane")).isPositive();
    }

    /** A function is changed in steps: the image, a version, the alias. */
    @Test
    void aStepThatIsThrottledPutsTheDeadlineOff() {
        Story story = Story.open();
        Instant began = story.now();
        story.aws().wire().disturb(call -> call.operation().equals("UpdateAlias") && story.now().isBefore(began.plus(Duration.ofMinutes(18)))
                ? Fault.throttled() : new Fault.None());
        story.push("thumbs", "latest", "second", FunctionBehaviour.GOOD);

        Deployment deployment = story.play("shop-thumbs");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(deployment.progress().orElseThrow().blind()).isGreaterThan(900);
    }

    private static long looks(Story story) {
        return story.calls().stream().filter("elasticloadbalancing:DescribeTargetHealth"::equals).count();
    }
}
