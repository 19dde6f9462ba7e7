package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.lambda.Killed;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;

/** What becomes of a rollout whose Update dies each time before it writes down what it did, and whose Roll back does so too. */
class UpdateDiesStoriesTest {
    private boolean dies;
    private final Story story = Story.on(() -> Ports.of(MemoryLedger.create(), (operation, arguments, rest) -> {
        if (dies && operation.equals("records.write") && told("ecs:UpdateService") && !intends((Deployment) arguments[0])) {
            throw new IllegalStateException("the process ends");
        }
        return rest.call(arguments);
    }));

    /** Roll back writes first that it goes back. */
    private static boolean intends(Deployment written) {
        return written.cause().isPresent() && written.restore().isEmpty() && written.ending().isEmpty();
    }

    private boolean told(String action) {
        return story.calls().contains(action);
    }

    static List<String> names() {
        return Killed.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void aGoodImageGoesLiveThoughUpdateDiesOnceItHasToldTheServiceWhateverThatIsCalled(String seenAs) {
        int[] lives = {1};
        story.aws().functions().disturb((function, payload) -> function.equals("slipway-UpdateFunction") && payload.tree().has("deployment") && lives[0]-- > 0
                ? new Mishap.Exits(true, seenAs) : new Mishap.None());
        String digest = story.push("api", "v2", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(lives[0]).isNegative();
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).doesNotContain("Roll back");
        if (!Under.ways().ecs().staleReads().isPositive()) {
            // Else the second try does not see the first, and tells the service the same once more.
            assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        }
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** Seed 35056: where ECS takes the deployment before ours up again, all looks as it did, and people were told that nothing was touched. */
    @Test
    void whatWentBackUnrecordedIsNotSaidToBeUntouched() {
        story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        String before = story.runs("api", "api");
        story.forget();
        story.push("api", "v3", GOOD);
        story.until("Update");
        dies = true;
        story.until(() -> told("ecs:StopServiceDeployment")).until(() -> story.shop().service("api").steady());
        dies = false;

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.path(deployment)).endsWith("Rolled back");
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api v3: ");
        assertFree(story, "shop-api");
    }
}
