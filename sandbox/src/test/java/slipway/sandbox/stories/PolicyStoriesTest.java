package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;

/** Which pushes a target takes by its policy, and which of them is the newest. */
class PolicyStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final List<String> REFUSED_BY_PLAN = path(List.of("Claim", "Overtook?", "Claimed?", "Plan", "Planned?"), ending("Not changed"));

    @Test
    void scenario04_aPushOfALowerVersionChangesNothingAndNamesBoth() {
        Story story = versions("^1.2", "1.3.0");
        String live = story.runs("api", "api");
        story.push("api", "1.2.3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("LowerVersion");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("Version 1.2.3 ", " 1.3.0,");
        assertThat(story.path(deployment)).isEqualTo(REFUSED_BY_PLAN);
        assertThat(story.calls()).doesNotContain("ecs:UpdateService", "ecs:RegisterTaskDefinition");
        assertThat(story.runs("api", "api")).isEqualTo(live);
        assertThat(story.slack()).hasSize(1);
        assertThat(story.slack().getFirst()).startsWith("NOT CHANGED shop-api 1.2.3: ").contains("1.3.0");
    }

    @Test
    void scenario04_aPersonMayStartTheLowerVersionAndTheNextPushIsComparedWithIt() {
        Story story = versions("^1.2", "1.3.0");
        String lower = story.push("api", "1.2.3", GOOD);
        story.play();

        story.start("{\"target\":\"shop-api\",\"image\":\"1.2.3\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(lower);

        story.pass(Duration.ofMinutes(1));
        String next = story.push("api", "1.2.4", GOOD);
        Deployment deployment = story.play("shop-api");
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, ending("Succeeded")));
        assertThat(story.runs("api", "api")).isEqualTo(next);
    }

    @Test
    void scenario04_aLowerVersionThatAPersonStartsByItsDigestIsKnownByItsTag() {
        Story story = versions("^1.2", "1.3.0");
        String lower = story.push("api", "1.2.3", GOOD);
        story.play();
        story.start("{\"target\":\"shop-api\",\"image\":\"" + lower + "\"}");
        story.play();

        story.pass(Duration.ofMinutes(1));
        story.push("api", "1.2.2", GOOD);

        assertThat(story.play("shop-api").cause().orElseThrow().sentence()).contains("Version 1.2.2 ", " 1.2.3,");
        assertThat(story.runs("api", "api")).isEqualTo(lower);
    }

    @Test
    void scenario04_aRollbackLeavesTheVersionThatWasLiveBefore() {
        Story story = versions("^1.2", "1.3.0");
        String live = story.runs("api", "api");
        story.push("api", "1.4.0", CRASHES);
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);

        story.push("api", "1.2.9", GOOD);
        assertThat(story.play("shop-api").cause().orElseThrow().sentence()).contains("Version 1.2.9 ", " 1.3.0,");
        assertThat(story.runs("api", "api")).isEqualTo(live);

        String next = story.push("api", "1.3.1", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(next);
    }

    @Test
    void scenario02_aHigherVersionWhoseEventComesLateIsStillTheNewest() {
        Story story = versions("^1.2", "1.3.0");
        story.aws().events().weather((rule, event) -> List.of(Duration.ofSeconds(
                event.at("/detail/image-tag").asText().equals("1.5.0") ? 3600 : 1)));
        String highest = story.push("api", "1.5.0", GOOD);
        story.pass(Duration.ofMinutes(1));
        story.push("api", "1.4.0", GOOD);
        story.play();
        story.pass(Duration.ofHours(1));

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(highest);
    }

    @Test
    void scenario18_ofPushesWhileOneRollsOutTheHighestVersionWinsWheneverItCame() {
        Story story = versions("^1.2", "1.3.0");
        story.push("api", "1.3.1", GOOD);
        story.until("Observe");
        String highest = story.push("api", "1.10.0", GOOD);
        story.pass(Duration.ofSeconds(5));
        story.push("api", "1.9.0", GOOD);
        story.pass(Duration.ofSeconds(5));

        story.play();

        assertThat(story.runs("api", "api")).isEqualTo(highest);
        assertThat(story.deployment("shop-api", "1.10.0").ending()).contains(Ending.SUCCEEDED);
        Deployment lower = story.deployment("shop-api", "1.9.0");
        assertThat(lower.ending()).contains(Ending.SUPERSEDED);
        assertThat(lower.cause().orElseThrow().sentence()).contains("(1.10.0)");
        assertThat(story.slack()).filteredOn(text -> text.startsWith("SUPERSEDED shop-api 1.9.0: ")).hasSize(1);
    }

    @Test
    void whatIsNoVersionOfTheRangeIsNobodysConcern() {
        Story story = versions("^1.2", "1.3.0");
        List.of("2.0.0", "1.4.0-rc.1", "1.4", "latest", "1.1.0").forEach(tag -> story.push("api", tag, GOOD));

        story.play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.slack()).isEmpty();
    }

    @Test
    void overARunningReleaseThatHasNoVersionTimeDecides() {
        Story story = Story.open();
        story.push("api", "v2", GOOD);
        story.play();
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^0.1\"}}").forget();
        String digest = story.push("api", "0.1.0", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void aRegularExpressionChoosesWholeTagsAndTheLaterPushWins() {
        Story story = Story.open().follow("shop-api", "{\"tags\":{\"regex\":\"main-[0-9]+\"}}");
        story.forget();
        story.push("api", "main-17-debug", GOOD);
        story.push("api", "main-17", GOOD);
        story.play();
        String later = story.push("api", "main-16", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, ending("Succeeded")));
        assertThat(story.runs("api", "api")).isEqualTo(later);
        assertThat(story.deployments("shop-api")).hasSize(2);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api main-16: ");
    }

    @Test
    void aPolicyThatCannotBeReadIsToldOnceAndTheLastOneStaysInForce() {
        Story story = Story.open().follow("shop-api", "{\"tags\":{\"semver\":\"newest\"}}");

        assertThat(story.letters("OperationsTopic")).hasSize(1);
        assertThat(story.letters("OperationsTopic").getFirst()).contains("tags.semver", "newest", "^1.2");
        story.pass(Duration.ofMinutes(20));
        assertThat(story.letters("OperationsTopic")).hasSize(1);
        String digest = story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    private static Story versions(String range, String live) {
        Story story = Story.open().follow("shop-api", "{\"tags\":{\"semver\":\"" + range + "\"}}");
        story.push("api", live, GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.forget();
        return story;
    }
}
