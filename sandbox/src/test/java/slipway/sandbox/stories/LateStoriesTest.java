package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.eventbridge.Weather;

/** Pushes of which one is told late, while others came and went. */
class LateStoriesTest {
    private static final String API = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api";
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);

    private final Map<String, Duration> late = new HashMap<>();
    private final Story story = Story.open();

    private void tellLate(String tag, Duration by) {
        late.put(tag, by);
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") && late.containsKey(event.path("detail").path("image-tag").asText())
                ? List.of(late.get(event.path("detail").path("image-tag").asText())) : Weather.FAIR.delays(rule, event));
    }

    /** v2, then v3, then v4 on the digest of v2: that is the newest, whichever of the two later events comes first, and how late. */
    @ParameterizedTest
    @CsvSource({"queue, 20, 0, 1", "giveWay, 20, 0, 1", "queue, 900, 0, 1", "queue, 900, 600, 1", "queue, 300, 330, 3", "queue, 300, 900, 3"})
    void scenario02_whatWasPushedOnceMoreIsAsNewAsThat(String whileDeploying, long third, long fourth, int succeed) {
        story.follow("shop-api", "{\"whileDeploying\":\"" + whileDeploying + "\"}").forget();
        String digest = story.push("api", "v2", GOOD);
        story.until("Update");
        tellLate("v3", Duration.ofSeconds(third));
        tellLate("v4", Duration.ofSeconds(1 + fourth));
        story.push("api", "v3", GOOD);
        story.pass(Duration.ofSeconds(3));
        story.aws().ecr().retag("shop/api", digest, "v4");
        story.pass(Duration.ofMinutes(20)).play();

        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.deployments("shop-api")).extracting(one -> one.ending().orElseThrow())
                .isSubsetOf(Ending.SUCCEEDED, Ending.NOT_CHANGED, Ending.SUPERSEDED).filteredOn(Ending.SUCCEEDED::equals).hasSize(succeed);
        assertFree(story, "shop-api");
    }

    @Test
    void scenario04_aHigherVersionOfWhatRunsCountsThoughNoEventToldOfIt() {
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^1\"}}").forget();
        String digest = story.push("api", "1.3.0", GOOD);
        story.play();
        tellLate("1.5.0", Duration.ofHours(9));
        story.aws().ecr().retag("shop/api", digest, "1.5.0");
        story.pass(Duration.ofSeconds(5));
        story.push("api", "1.4.0", GOOD);

        Deployment lower = story.play("shop-api");
        assertThat(lower.ending()).contains(Ending.NOT_CHANGED);
        assertThat(lower.cause().orElseThrow().sentence()).startsWith("Version 1.4.0 is lower than 1.5.0, which runs now");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** Seed 5012244: the version of what had been rolled back was taken for that of what it went back to. */
    @Test
    void scenario04_aFurtherVersionOfWhatWasRolledBackIsNotTheVersionOfWhatRunsAgain() {
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^1\"}}").forget();
        story.push("api", "1.2.0", GOOD);
        story.play();
        tellLate("1.4.0", Duration.ofHours(1));
        String bad = story.push("api", "1.3.0", CRASHES);
        story.aws().ecr().retag("shop/api", bad, "1.4.0");
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        story.pass(Duration.ofHours(1)).play();

        String mended = story.push("api", "1.3.1", GOOD);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(mended);
    }

    @Test
    void scenario03_aLateDeliveryIsNoNewPushWhereAPersonPutSomethingElseBack() {
        String first = story.runs("api", "api");
        tellLate("v2-again", Duration.ofHours(1));
        String digest = story.push("api", "v2", GOOD);
        story.aws().ecr().retag("shop/api", digest, "v2-again");
        story.play();
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", API + "@" + first) + "\"}");
        story.pass(Duration.ofMinutes(5));
        story.push("api", "v3", CRASHES);
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);

        story.pass(Duration.ofHours(1)).play();
        assertThat(story.deployments("shop-api")).hasSize(2);
        assertThat(story.runs("api", "api")).isEqualTo(first);
    }

    @Test
    void scenario02_anOlderPushIsNotMadeWayForByWhatAPersonPutBack() {
        String first = story.push("api", "v2", GOOD);
        story.play();
        tellLate("v3", Duration.ofHours(2));
        story.push("api", "v3", GOOD);
        story.pass(Duration.ofSeconds(5));
        story.push("api", "v4", GOOD);
        story.play();
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", API + "@" + first) + "\"}");
        story.pass(Duration.ofMinutes(5));
        story.push("api", "v5", CRASHES);
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(first);

        story.pass(Duration.ofHours(2)).play();
        Deployment old = story.deployment("shop-api", "v3");
        assertThat(old.ending()).contains(Ending.NOT_CHANGED);
        assertThat(old.cause().orElseThrow().sentence()).contains(", before one that was live here already (");
        assertThat(story.runs("api", "api")).isEqualTo(first);
    }
}
