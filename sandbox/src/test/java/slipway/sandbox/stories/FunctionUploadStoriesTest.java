package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.FunctionBehaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Fault;

/** Somebody uploads other code while a version of ours is live by its alias: callers don't reach that code, so the alias alone decides. */
class FunctionUploadStoriesTest {
    private static final String THUMBS = "shop-thumbs";
    private static final FunctionBehaviour OTHER = GOOD.taking(Duration.ofMillis(90));

    private final Story story = Story.open();
    private final String old = story.shop().function(THUMBS).runs("live");
    private String second;
    private String third;

    @BeforeEach
    void aVersionIsLiveAndWatched() {
        story.aws().cloudWatch().metric("thumbs-errors");
        story.aws().cloudWatch().calm("thumbs-errors");
        story.follow(THUMBS, "{\"alarms\":[\"thumbs-errors\"],\"limits\":{\"bakeSeconds\":30,\"watchAfterSeconds\":600}}");
        third = story.push("thumbs", "other", "third", OTHER);
        second = story.push("thumbs", "latest", "second", OTHER);
        story.until("Update").until(() -> story.shop().function(THUMBS).runs("live").equals(second)).pass(Duration.ofSeconds(20));
    }

    @Test
    void aGoodVersionGoesLiveBesideIt() {
        uploaded();
        Deployment deployment = ends(Ending.SUCCEEDED);

        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(second);
        assertThat(story.shop().function(THUMBS).runs("$LATEST")).isEqualTo(third);
        assertThat(Duration.between(deployment.change().orElseThrow().at(), deployment.endedAt().orElseThrow())).as("its bake does not begin anew").isLessThan(Duration.ofMinutes(12));
    }

    @Test
    void anUploadThatLambdaGivesUpIsNoFaultOfTheVersion() {
        story.push("thumbs", "locked", "locked", GOOD.failingToUpdate("ImageAccessDenied"));
        FunctionOthersStoriesTest.update(story, "locked");
        ends(Ending.SUCCEEDED);

        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(second);
    }

    @Test
    void aBadVersionGoesBackAndTheUploadStays() {
        uploaded();
        story.pass(Duration.ofMinutes(3));
        story.aws().cloudWatch().fire("thumbs-errors", "Threshold Crossed");
        Deployment deployment = ends(Ending.ROLLED_BACK);

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("AlarmFired");
        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(old);
        assertThat(story.shop().function(THUMBS).runs("$LATEST")).isEqualTo(third);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Its unpublished code, ", ", is someone else's and was left as it is");
    }

    @Test
    void itGoesBackForAPersonWhoAsks() {
        uploaded();
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"stop\"}");
        story.play();

        assertThat(story.deployment(THUMBS, "latest").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(old);
        assertThat(story.shop().function(THUMBS).runs("$LATEST")).isEqualTo(third);
    }

    @Test
    void whatIsUploadedOnTheWayBackStaysToo() {
        story.aws().cloudWatch().fire("thumbs-errors", "Threshold Crossed");
        story.until("Wait for restore").until(() -> story.shop().function(THUMBS).settled());
        uploaded();
        ends(Ending.ROLLED_BACK);

        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(old);
        assertThat(story.shop().function(THUMBS).runs("$LATEST")).isEqualTo(third);
    }

    @Test
    void theNextPushGoesToTheVersionThatTheAliasSays() {
        uploaded();
        story.aws().cloudWatch().fire("thumbs-errors", "Threshold Crossed");
        ends(Ending.ROLLED_BACK);
        story.aws().cloudWatch().calm("thumbs-errors");
        String fourth = story.push("thumbs", "latest", "fourth", OTHER.taking(Duration.ofMillis(80)));
        Deployment deployment = ends(Ending.SUCCEEDED);

        assertThat(deployment.plan().orElseThrow().running().images().get("live")).endsWith(old);
        assertThat(deployment.plan().orElseThrow().running().images().get("$LATEST")).endsWith(third);
        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(fourth);
    }

    /** An earlier version is pointed to first, and the code, which would follow, is somebody else's by then. */
    @Test
    void aPersonsRollbackIsTheAliasAlone() {
        ends(Ending.SUCCEEDED);
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"rollback\"}");
        story.until(() -> story.shop().function(THUMBS).runs("live").equals(old));
        uploaded();
        Deployment deployment = ends(Ending.ROLLED_BACK);

        assertThat(deployment.restore()).isEmpty();
        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(old);
    }

    /** The alias went back, and that is known though the code did not follow: else nothing would hold what failed. */
    @Test
    void whereTheOldCodeIsRefusedTheAliasIsBackAndTheRecordSaysSo() {
        story.aws().wire().disturb(call -> call.operation().equals("UpdateFunctionCode") && call.caller().equals("slipway-RollBackFunction")
                ? new Fault.Error(new AwsFault(403, "AccessDeniedException", "not authorized"), false) : new Fault.None());
        story.aws().cloudWatch().fire("thumbs-errors", "Threshold Crossed");
        Deployment deployment = ends(Ending.NEEDS_HUMAN);

        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(old);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.UPDATED);
        assertThat(story.aws().ledger().holds().find(deployment.target(), new Digest(second))).as("what failed does not come again by itself").isPresent();
    }

    private void uploaded() {
        FunctionOthersStoriesTest.update(story, "other");
    }

    private Deployment ends(Ending ending) {
        Deployment deployment = story.play(THUMBS);
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(ending);
        return deployment;
    }
}
