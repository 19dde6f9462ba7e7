package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;

/** What becomes of a change that was made and never written down, since its execution died with its Update. */
class UnwrittenStoriesTest {
    private static final String API = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api";

    private int writes = Integer.MAX_VALUE;
    private final Story story = Story.on(() -> Ports.of(MemoryLedger.create(), (operation, arguments, rest) -> {
        if (operation.equals("records.write") && writes-- <= 0) {
            throw new IllegalStateException("the process ends");
        }
        return rest.call(arguments);
    }));

    private void changeIsNotWrittenDown() {
        story.push("api", "v2", GOOD);
        story.until("Update");
        writes = 1;
        story.until(() -> story.calls().contains("ecs:UpdateService"));
        story.aws().machines().executions().getLast().expire();
        writes = Integer.MAX_VALUE;
    }

    @Test
    void itIsFoundAndBroughtToItsEnd() {
        changeIsNotWrittenDown();
        Deployment last = story.play("shop-api");
        assertThat(last.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(last)).containsSubsequence("Look first", "Touched?", "Update", "Wait", "Observe", "Close");
        assertFree(story, "shop-api");
    }

    /** In the world where ECS takes the deployment before up again, the service looks as if there had been none. */
    @Test
    void scenario21_anAbortAfterTheWayBackHasBegunIsNotSaidToHaveTouchedNothing() {
        story.push("api", "v2", GOOD);
        story.play();
        story.push("api", "v3", GOOD);
        story.until("Update");
        writes = 1;
        story.until("Roll back");
        writes = Integer.MAX_VALUE;
        story.when("Rolling back?", () -> story.aws().machines().executions().getLast().stop("Aborted", "a person stopped the execution"));
        Deployment last = story.play("shop-api");

        assertThat(story.calls()).contains("ecs:UpdateService", "ecs:StopServiceDeployment");
        assertThat(last.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(last.cause().orElseThrow().code()).isEqualTo("DeployerAborted");
        assertThat(story.path(last)).containsSubsequence("Go on where?", "Look first", "Touched?", "Close", "Notify");
        assertThat(last.cause().orElseThrow().sentence()).as("ECS may go back, or be done before it has begun to").contains("It was left as it is. It runs shop-api:");
        assertFree(story, "shop-api");
    }

    @Test
    void scenario07_whereSomeoneElseChangedItSinceItIsNotSaidThatNothingWasTouched() {
        changeIsNotWrittenDown();
        String others = story.register("shop-api", API + ":v1");
        story.updateService("api", "{\"taskDefinition\":\"" + others + "\"}");
        // Longer than ECS lists what was replaced, and shorter than a dead owner's last writer may run on.
        story.pass(Duration.ofSeconds(80)).play();

        Deployment last = story.deployment("shop-api", "v2");
        assertThat(last.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(last.cause().orElseThrow().sentence()).startsWith("Service was changed by someone else in the meantime");
        assertThat(story.path(last)).containsSubsequence("Look first", "Touched?", "Update", "Roll back", "Rolling back?", "Close");
        assertThat(story.calls()).filteredOn("ecs:UpdateService"::equals).hasSize(1);
        assertFree(story, "shop-api");
    }
}
