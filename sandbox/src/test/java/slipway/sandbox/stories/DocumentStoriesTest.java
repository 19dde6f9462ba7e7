package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.lambda.Mishap;

/** A target's document that changes or goes away while something is on its way there. */
class DocumentStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private final Story story = Story.open();

    /** Plan may wait for somebody else's rollout for minutes, and that one's Terraform writes the document too. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"repository\":\"shop/web\",\"containers\":[\"api\"]}", "{\"tags\":{\"glob\":\"release-*\"}}"})
    void whatIsFollowedNoMoreOnceItIsPlannedIsNotBrought(String change) {
        String before = story.runs("api", "api");
        hangs("slipway-PlanFunction", 25);
        story.push("api", "v2", GOOD);
        story.until("Plan").follow("shop-api", change);

        Deployment ended = story.play("shop-api");

        assertThat(ended.ending()).contains(Ending.NOT_CHANGED);
        assertThat(ended.cause().orElseThrow().code()).isEqualTo("FollowedNoMore");
        assertThat(ended.cause().orElseThrow().sentence()).contains(change.contains("web") ? "of shop/web now" : "release-* of shop/api now");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertFree(story, "shop-api");
    }

    /** It was handed over to a push that the target follows no more: nobody else would ever look at it. */
    @Test
    void whatWasLeftToAPushThatIsRefusedIsLeftToAPerson() {
        story.follow("shop-api", "{\"whileDeploying\":\"giveWay\"}").forget();
        story.push("api", "v2", GOOD);
        story.until("Tell").push("api", "v3", GOOD);
        story.until(() -> story.deployment("shop-api", "v2").ending().isPresent());
        hangs("slipway-ClaimFunction", 20);
        story.follow("shop-api", "{\"tags\":{\"glob\":\"release-*\"}}");
        story.play();

        Deployment refused = story.deployment("shop-api", "v3");
        assertThat(refused.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(refused.cause().orElseThrow().sentence()).startsWith("Nobody watches what was left in mid-rollout").contains("follow");
        assertThat(story.slack()).filteredOn(text -> text.startsWith("NEEDS HUMAN shop-api v3") || text.contains("shop-api v3: ")).hasSize(1);
        assertThat(story.aws().ledger().claims().read(new TargetName("shop-api")).handed().orElseThrow().toPerson()).isTrue();
        assertFree(story, "shop-api");
    }

    /** Nobody could look at it, take it back or stop it any more. */
    @Test
    void aBadImageIsTakenBackThoughItsDocumentWasDeletedMeanwhile() {
        String before = story.runs("api", "api");
        story.push("api", "v2", CRASHES);
        story.until("Observe");
        story.aws().ssm().operations().get("DeleteParameter").does().apply(new Call("ssm", "DeleteParameter", "person",
                JsonNodeFactory.instance.objectNode().put("Name", "/slipway/targets/shop-api")));

        Deployment ended = story.play("shop-api");

        assertThat(ended.ending()).as("%s", ended.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertFree(story, "shop-api");
        story.pass(Duration.ofMinutes(16)).play();
        assertThat(story.aws().ledger().targets().find(new TargetName("shop-api"))).as("the schedule takes it away").isEmpty();
    }

    private void hangs(String function, int seconds) {
        story.aws().functions().disturb((name, payload) -> name.equals(function) && (payload.tree().has("deployment") || payload.tree().has("input"))
                ? new Mishap.Hangs(Duration.ofSeconds(seconds)) : new Mishap.None());
    }
}
