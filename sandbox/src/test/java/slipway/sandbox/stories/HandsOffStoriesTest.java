package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.Claim;
import slipway.rollout.Claims;
import slipway.rollout.TargetState;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.wire.Fault;

/** What becomes of a service that someone else changes, moment by moment: Slipway neither fights nor claims success, and says what it found. */
class HandsOffStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final String FORCED = "{\"forceNewDeployment\":true}";
    private static final String V1 = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api:v1";

    @Test
    void scenario20_anotherRevisionBetweenPlanAndUpdateIsLeftAndNothingIsHeld() {
        Story story = live("v2");
        String other = story.register("shop-api", V1);
        String digest = story.push("api", "v3", GOOD);
        story.when("Announce", () -> story.updateService("api", "{\"taskDefinition\":\"" + other + "\"}"));

        Deployment deployment = story.play("shop-api");

        if (!untouched(story, deployment, digest)) {
            return;
        }
        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(other);
        assertThat(story.slack().getLast()).startsWith("NOT CHANGED shop-api v3: ").contains("someone else");
    }

    @Test
    void scenario20_anotherDeploymentOfTheSameRevisionBetweenPlanAndUpdateIsNoRollbackOfOurs() {
        Story story = live("v2");
        String runs = story.runs("api", "api");
        String digest = story.push("api", "v3", GOOD);
        story.when("Announce", () -> story.updateService("api", FORCED));

        Deployment deployment = story.play("shop-api");

        if (!untouched(story, deployment, digest)) {
            return;
        }
        assertThat(story.runs("api", "api")).isEqualTo(runs);
    }

    /** Where AWS refuses the call nothing was sent, though it is asked again. */
    @ParameterizedTest
    @CsvSource({"RegisterTaskDefinition,true", "RegisterTaskDefinition,false", "UpdateService,true", "UpdateService,false"})
    void scenario20_whoComesWhileAThrottledUpdateWaitsIsLeftAndNothingIsHeld(String operation, boolean another) {
        Story story = live("v2");
        String runs = another ? story.register("shop-api", V1) : story.shop().service("api").taskDefinition();
        boolean[] throttled = throttles(story, operation);
        String digest = story.push("api", "v3", GOOD);
        story.until("Wait to update");
        story.updateService("api", another ? "{\"taskDefinition\":\"" + runs + "\"}" : FORCED);
        // Longer than readings may lag.
        story.pass(Duration.ofSeconds(30));
        throttled[0] = false;

        Deployment deployment = story.play("shop-api");

        left(story, deployment, digest);
        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(runs);
    }

    /** What was to be replaced had failed, and its circuit breaker was quicker. */
    @Test
    void scenario20_whatEcsTakesBackWhileAThrottledUpdateWaitsWasNoneOfOurs() {
        Story story = live("v2");
        String before = story.shop().service("api").taskDefinition();
        RollbackStoriesTest.breaker(story, "api");
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", V1.replace(":v1", "@sha256:" + "0".repeat(64))) + "\"}");
        story.until(() -> story.shop().service("api").deployments().getFirst().failed() > 0).pass(Duration.ofSeconds(30));
        boolean[] throttled = throttles(story, "RegisterTaskDefinition");
        String digest = story.push("api", "v3", GOOD);
        story.until("Wait to update").until(() -> story.shop().service("api").taskDefinition().equals(before)).pass(Duration.ofSeconds(30));
        throttled[0] = false;

        left(story, story.play("shop-api"), digest);
    }

    private static boolean[] throttles(Story story, String operation) {
        boolean[] still = {true};
        story.aws().wire().disturb(call -> call.operation().equals(operation) && still[0] ? Fault.throttled() : new Fault.None());
        return still;
    }

    @Test
    void scenario20_anotherDeploymentOfOurOwnRevisionIsNotCalledOurs() {
        Story story = live("v2");
        story.push("api", "v3", GOOD);
        story.until("Tell");
        story.updateService("api", FORCED);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ChangedBySomeoneElse");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("is PRIMARY instead of " + deployment.change().orElseThrow().rollout());
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        assertThat(story.slack().getLast()).startsWith("NEEDS HUMAN shop-api v3: ");
    }

    @Test
    void scenario16_whoComesBetweenUpdateAndTheFirstLookIsSeenByTheDeploymentsId() {
        Story story = live("v2");
        String other = story.register("shop-api", V1);
        story.push("api", "v3", GOOD);
        story.until("Wait");
        story.updateService("api", "{\"taskDefinition\":\"" + other + "\"}");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().facts().get("taskDefinition")).isEqualTo(other);
        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(other);
    }

    @Test
    void scenario17_whoComesBetweenTheLastLookAndUpdateServiceIsFoundByTheDeploymentsIdAndTold() {
        Story story = live("v2");
        String other = story.register("shop-api", V1);
        boolean[] once = {true};
        story.aws().wire().disturb(call -> {
            if (call.operation().equals("UpdateService") && once[0]) {
                once[0] = false;
                story.updateService("api", "{\"taskDefinition\":\"" + other + "\"}");
            }
            return new Fault.None();
        });
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(deployment.change().orElseThrow().replaced().orElseThrow()).startsWith("ecs-svc/").endsWith(other.substring(other.lastIndexOf('/') + 1));
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Collision", "someone else changed the service in the same moment");
    }

    @Test
    void scenario17_anOwnerThatHasLostItsClaimWritesNothingOfItsEndingAndSaysSo() {
        Story story = live("v2");
        String before = story.live("shop-api");
        TargetName api = new TargetName("shop-api");
        Claims claims = story.aws().ledger().claims();
        story.push("api", "v3", GOOD);
        story.when("Close", () -> {
            TargetState read = claims.read(api);
            Claim stolen = new Claim(read.lastClaim() + 1, new DeploymentId("shop-api-thief"), "arn:thief", story.now(), Optional.empty());
            assertThat(claims.replace(read, read.with(Optional.of(stolen), read.waiting()))).isTrue();
        });

        story.until(() -> story.slack().size() == 2);

        assertThat(story.deployment("shop-api", "v3").ending()).isEmpty();
        assertThat(story.live("shop-api")).as("published by nobody but the owner").isEqualTo(before);
        assertThat(claims.read(api).claim().orElseThrow().deployment().value()).isEqualTo("shop-api-thief");
        assertThat(claims.read(api).healthy().getFirst().tag().orElseThrow().value()).isEqualTo("v2");
        assertThat(story.slack().getLast()).isEqualTo("NEEDS HUMAN shop-api v3: claim lost");
    }

    @Test
    void scenario20_whoChangesItWhileItGoesBackIsNotFought() {
        Story story = live("v2");
        String other = story.register("shop-api", V1);
        story.push("api", "v3", CRASHES);
        story.until("Observe restore").pass(Duration.ofSeconds(20));
        story.updateService("api", "{\"taskDefinition\":\"" + other + "\"}");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().facts().get("restore")).contains("Someone else changed the service");
        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(other);
    }

    @Test
    void scenario14_noTasksWantedBetweenPlanAndUpdateIsNeverCalledLive() {
        Story story = live("v2");
        story.push("api", "v3", GOOD);
        story.when("Announce", () -> story.updateService("api", "{\"desiredCount\":0}"));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ScaledToZero");
        assertThat(story.shop().service("api").desired()).isZero();
    }

    @Test
    void scenario33_aStopAfterAnUpdateWhoseReplyWasLostIsNotTakenForUntouchedByALateReading() {
        Story story = Story.open(Variants.DEFAULT.stale(Duration.ofSeconds(25)));
        String before = story.runs("api", "api");
        boolean[] once = {true};
        story.aws().wire().disturb(call -> {
            boolean lost = call.operation().equals("UpdateService") && once[0];
            once[0] &= !lost;
            return lost ? new Fault.Silence(true) : new Fault.None();
        });
        String digest = story.push("api", "v2", GOOD);
        story.until("Wait to update");
        story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}");

        story.play();

        Deployment deployment = story.deployment("shop-api", "v2");
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before).isNotEqualTo(digest);
        assertThat(story.shop().service("api").steady()).isTrue();
    }

    private static boolean untouched(Story story, Deployment deployment, String digest) {
        if (Under.ways().ecs().staleReads().isPositive()) {
            // Nobody can see what a person has just done there, and ECS has no compare-and-set: then it is told.
            assertThat(deployment.change().orElseThrow().replaced()).isPresent();
            return false;
        }
        left(story, deployment, digest);
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
        return true;
    }

    private static void left(Story story, Deployment deployment, String digest) {
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("Service was changed by someone else in the meantime");
        assertThat(story.path(deployment)).containsSubsequence("Update", "Roll back", "Rolling back?", "Close", "Not changed");
        assertThat(story.aws().ledger().holds().find(deployment.target(), new Digest(digest))).as("it never ran, so it never failed").isEmpty();
    }
}
