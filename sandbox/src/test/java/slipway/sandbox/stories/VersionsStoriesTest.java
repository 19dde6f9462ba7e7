package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.sandbox.cloud.eventbridge.Weather;
import slipway.sandbox.cloud.lambda.Mishap;

/** Two versions of one image, of which the lower one is told first. */
class VersionsStoriesTest {
    private final Story story = Story.open().follow("shop-api", "{\"tags\":{\"semver\":\"^7\"}}");

    @Test
    void scenario03_theHigherOfTwoVersionsIsBroughtThoughBothCameWithinOneSecond() {
        story.push("api", "7.1.0", GOOD);
        story.play();

        String digest = story.push("api", "7.0.9", GOOD);
        story.aws().ecr().retag("shop/api", digest, "7.2.0");

        assertBrought(digest);
    }

    @Test
    void scenario04_theHigherVersionIsBroughtThoughItsPushBelongedToTheLowerOne() {
        story.push("api", "7.1.0", GOOD);
        story.play();
        slowPlan();

        String digest = story.push("api", "7.0.9", GOOD);
        story.pass(Duration.ofSeconds(6)).aws().ecr().retag("shop/api", digest, "7.2.0");

        assertBrought(digest);
        assertThat(story.deployments("shop-api")).extracting(one -> one.ending().orElseThrow())
                .containsExactly(Ending.SUCCEEDED, Ending.NOT_CHANGED, Ending.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"7.1.5, true", "7.1.5, false", "7.3.0, true", "7.3.0, false"})
    void scenario04_theHighestOfAllGoesFirst(String other, boolean before) {
        story.push("api", "7.1.0", GOOD);
        story.play();
        slowPlan();

        String digest = story.push("api", "7.0.9", GOOD);
        if (!before) {
            story.pass(Duration.ofSeconds(4)).aws().ecr().retag("shop/api", digest, "7.2.0");
        }
        String between = story.pass(Duration.ofSeconds(4)).push("api", other, GOOD);
        if (before) {
            story.pass(Duration.ofSeconds(4)).aws().ecr().retag("shop/api", digest, "7.2.0");
        }
        story.play();

        boolean lower = other.equals("7.1.5");
        assertThat(story.runs("api", "api")).isEqualTo(lower ? digest : between);
        assertThat(story.deployment("shop-api", other).ending()).contains(lower ? Ending.SUPERSEDED : Ending.SUCCEEDED);
        if (lower) {
            assertThat(story.deployment("shop-api", other).cause().orElseThrow().sentence()).contains("(7.2.0)");
            assertThat(story.slack()).filteredOn(text -> text.startsWith("SUPERSEDED shop-api 7.1.5: ")).as("told once").hasSize(1);
        }
        assertFree(story, "shop-api");
        int all = story.deployments("shop-api").size();
        story.pass(Duration.ofHours(2)).play();
        assertThat(story.deployments("shop-api")).as("the sweep finds nothing more").hasSize(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "giveWay"})
    void scenario18_whatIsBroughtIsAsNewAsItsHighestVersionThoughAllCameWithinOneSecond(String whileDeploying) {
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^7\"},\"whileDeploying\":\"" + whileDeploying + "\"}");
        String digest = story.push("api", "7.1.0", GOOD);
        story.aws().ecr().retag("shop/api", digest, "7.2.0");
        story.aws().ecr().retag("shop/api", digest, "7.1.2");
        story.until("Tell").push("api", "7.1.5", GOOD);
        story.play();

        assertThat(story.deployment("shop-api", "7.1.5").cause().orElseThrow().sentence()).startsWith("Version 7.1.5 is lower than 7.2.0");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertFree(story, "shop-api");
    }

    /** The sweep finds the version on an older image, and takes it for older than a person's choice; its event tells when it was put there (seed 220002595). */
    @Test
    void scenario04_aVersionThatIsPutOnAnOlderImageAfterAChoiceIsBroughtThoughTheSweepFoundItFirst() {
        story.push("api", "7.1.0", GOOD);
        story.play();
        String lower = story.pass(Duration.ofMinutes(1)).push("api", "7.0.1", GOOD);
        story.play();
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.play();
        story.pass(Duration.ofMinutes(1));
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of(Duration.ofMinutes(20)) : Weather.FAIR.delays(rule, event));
        story.aws().ecr().retag("shop/api", lower, "7.9.0");
        story.pass(Duration.ofMinutes(17)).play();
        assertThat(story.deployment("shop-api", "7.9.0").cause().orElseThrow().code()).isEqualTo("OlderThanChoice");

        story.pass(Duration.ofMinutes(4)).play();

        assertThat(story.runs("api", "api")).isEqualTo(lower);
        assertThat(story.deployments("shop-api").getFirst().origin().by()).isEqualTo(Origin.By.PUSH);
        assertFree(story, "shop-api");
    }

    /** Plan takes so long that the next push is told meanwhile. */
    private void slowPlan() {
        int[] slow = {1};
        story.aws().functions().disturb((function, payload) -> function.equals("slipway-PlanFunction") && payload.tree().has("deployment") && slow[0]-- > 0
                ? new Mishap.Hangs(Duration.ofSeconds(20)) : new Mishap.None());
    }

    private void assertBrought(String digest) {
        Deployment last = story.play("shop-api");
        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        assertThat(last.tag().orElseThrow().value()).isEqualTo("7.2.0");
        assertThat(last.origin().by()).as("before the sweep looks").isEqualTo(Origin.By.PUSH);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertFree(story, "shop-api");
        int all = story.deployments("shop-api").size();
        story.pass(Duration.ofHours(2)).play();
        assertThat(story.deployments("shop-api")).as("once").hasSize(all);
    }
}
