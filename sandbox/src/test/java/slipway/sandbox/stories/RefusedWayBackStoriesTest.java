package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.release.TargetName;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.wire.Fault;

/** Ways back that ECS refuses at first, or that changed while they were decided on, and that lead back all the same. */
class RefusedWayBackStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private final Story story = Story.open();
    private final String before = story.runs("api", "api");

    @Test
    void aRevisionThatWasDeregisteredMeanwhileIsRegisteredAnewAndGoneBackTo() {
        String bad = story.push("api", "v2", CRASHES);
        story.when("Roll back", this::deregistered);

        Deployment deployment = story.play("shop-api");

        String copy = wentBack(deployment, bad);
        assertThat(story.calls().stream().filter("ecs:UpdateService"::equals)).hasSize(2);
        // And it is the baseline of what comes next.
        String digest = story.push("api", "v3", GOOD);
        Deployment next = story.play("shop-api");
        assertThat(next.ending()).as("%s", next.cause()).contains(Ending.SUCCEEDED);
        assertThat(next.plan().orElseThrow().baseline().release().revision()).contains(copy);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** Whoever goes on finds the copy in the plan: it is nobody else's. */
    @Test
    void scenario21_theCopyIsKnownThoughItsExecutionDiedRightAfterTheUpdate() {
        String bad = story.push("api", "v2", CRASHES);
        story.when("Roll back", this::deregistered);
        boolean[] sent = {false};
        story.aws().wire().disturb(call -> {
            boolean back = call.caller().equals("slipway-RollBackFunction") && call.operation().equals("UpdateService") && !sent[0];
            sent[0] |= back;
            return back ? new Fault.Silence(true) : new Fault.None();
        });
        story.until(() -> sent[0]);
        story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("deploy")).findFirst().orElseThrow().expire();

        wentBack(story.play("shop-api"), bad);
    }

    /** ECS, or who else, took the service to the revision that ECS knows, whose pinned copy is the baseline. */
    @Test
    void aServiceThatChangedRightBeforeTheWayBackIsLookedAtAgain() {
        String known = story.shop().service("api").taskDefinition();
        String bad = story.push("api", "v2", CRASHES);
        int[] looks = {0};
        story.aws().wire().disturb(call -> {
            if (call.caller().equals("slipway-RollBackFunction") && call.operation().equals("DescribeServices") && ++looks[0] == 2) {
                story.updateService("api", "{\"taskDefinition\":\"" + known + "\"}");
            }
            return new Fault.None();
        });

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ContainerExited");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.aws().ledger().holds().find(new TargetName("shop-api"), new Digest(bad))).isPresent();
        if (!Under.ways().ecs().staleReads().isPositive()) {
            assertThat(story.path(deployment)).containsSubsequence("Roll back", "Roll back again?", "Roll back", "Rolling back?");
        }
        assertFree(story, "shop-api");
    }

    private void deregistered() {
        story.person(story.aws().ecs(), "DeregisterTaskDefinition", "{\"taskDefinition\":\"" + baseline() + "\"}");
    }

    private String baseline() {
        return story.deployments("shop-api").getFirst().plan().orElseThrow().baseline().release().revision().orElseThrow();
    }

    /** Returns the copy that it went back to. */
    private String wentBack(Deployment deployment, String bad) {
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        String copy = deployment.plan().orElseThrow().baseline().release().revision().orElseThrow();
        assertThat(story.definition(copy).path("status").asText()).isEqualTo("ACTIVE");
        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(copy);
        assertThat(deployment.restore().orElseThrow().release().revision()).contains(copy);
        assertThat(deployment.restore().orElseThrow().way()).isIn(Restore.Way.UPDATED, Restore.Way.WATCHED);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.aws().ledger().holds().find(new TargetName("shop-api"), new Digest(bad))).isPresent();
        assertFree(story, "shop-api");
        return copy;
    }
}
