package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.sandbox.asl.Execution;

/** What people start by hand. */
class HandStoriesTest {
    private static final String OTHER = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
    static final String HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/";

    @ParameterizedTest
    @ValueSource(strings = {"v1", "DIGEST", HOST + "shop/api@DIGEST", HOST + "shop/api:v1"})
    void aPersonDeploysByTagDigestOrWholeUri(String image) {
        Story story = Story.open();
        String first = story.runs("api", "api");
        story.push("api", "v2", GOOD);
        story.play();

        Execution person = story.start("{\"target\":\"shop-api\",\"image\":\"" + image.replace("DIGEST", first) + "\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.execution()).isEqualTo(person.identity().arn());
        assertThat(deployment.origin().by()).isEqualTo(Origin.By.HAND);
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(person.path()).endsWith("Succeeded");
        assertThat(story.runs("api", "api")).isEqualTo(first);
        assertThat(story.live("shop-api")).endsWith("@" + first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"target\":\"shop-apo\",\"image\":\"v1\"} | input.target names no target",
        "{\"target\":\"shop-api\",\"imagee\":\"v1\"} | imagee",
        "{\"target\":\"shop-api\",\"image\":\"v1\",\"action\":\"stop\"} | exactly one of image, imageDefinitions, action and push",
        "{\"target\":\"shop-api\",\"action\":\"explode\"} | input.action is unknown",
        "{\"image\":\"v1\"} | target",
        "{\"target\":\"shop-api\",\"image\":\"123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/web:latest\"} | repository that the target does not follow",
        "{\"target\":\"shop-api\",\"image\":\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api:v1\"} | input.image is of a repository that the target does not follow",
        "{\"target\":\"shop-api\",\"image\":\"sha256:12\"} | input.image is malformed",
        "[] | input"})
    void scenario30_inputThatIsWrongIsRefusedWithOneSentence(String input, String said) {
        Story story = Story.open();

        Execution person = story.start(input);
        story.play();

        assertThat(person.path()).containsExactly("Claim", "Close", "Notify", "Anything waiting?", "Ending?", "Not changed");
        assertThat(story.mail("OperationsTopic")).hasSize(1).first().asString().startsWith("REFUSED: ");
        assertThat(story.letters("OperationsTopic").getFirst()).contains(said);
        assertThat(story.mail("DeploymentsTopic")).isEmpty();
        assertUntouched(story, "shop-api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v99", OTHER, HOST + "shop/api:v99"})
    void scenario30_anImageThatIsNotThereIsRefusedWithOneSentence(String image) {
        Story story = Story.open();

        story.start("{\"target\":\"shop-api\",\"image\":\"" + image + "\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith("Image is not in the target's repository: check the tag or digest, or push it first")
                .contains(image);
        assertThat(story.mail("DeploymentsTopic")).hasSize(1).first().asString().startsWith("NOT CHANGED shop-api");
        assertUntouched(story, "shop-api");
    }

    @Test
    void scenario30_aDigestOfAnotherRepositoryIsRefused() {
        Story story = Story.open();

        story.start("{\"target\":\"shop-api\",\"image\":\"" + story.runs("web", "web") + "\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("not in the target's repository", "shop/api");
        assertUntouched(story, "shop-api");
    }

    @Test
    void anIdleRollbackGoesToTheReleaseSeenHealthyBeforeAndHoldsWhatItLeaves() {
        Story story = live("v2");
        String second = story.runs("api", "api");
        String third = story.push("api", "v3", GOOD);
        story.play();
        story.forget();

        Execution person = story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.path(person)).isEqualTo(PushStoriesTest.path(PushStoriesTest.BEGINS, PushStoriesTest.ending("Rolled back")));
        assertThat(story.runs("api", "api")).isEqualTo(second);
        assertThat(story.live("shop-api")).endsWith("@" + second);
        assertThat(story.slack().getFirst()).startsWith("ROLLING BACK to shop-api v2");
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api by hand: runs v2 again. v3 is held");

        story.aws().ecr().retag("shop/api", third, "v3.1");
        assertThat(story.play("shop-api").cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(story.runs("api", "api")).isEqualTo(second);
        assertThat(story.play("shop-api").ending()).contains(Ending.NOT_CHANGED);
    }

    @Test
    void aRollbackAfterTheFirstDeploymentGoesToWhatRanBeforeSlipwayCame() {
        Story story = Story.open();
        String first = story.runs("api", "api");
        story.push("api", "v2", GOOD);
        story.play();

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(first);
    }

    @Test
    void aRollbackByHandThatFailsNeedsAHumanOnTheReleaseItCameFrom() {
        Story story = live("v2");
        String digest = story.runs("api", "api");
        story.push("api", "v3", GOOD);
        story.play();
        String third = story.runs("api", "api");
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.when("Announce", () -> story.aws().ecr().delete("shop/api", digest));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ImageNotFound");
        assertThat(story.runs("api", "api")).isEqualTo(third);
    }

    @Test
    void aRollbackWithNothingBeforeIsRefused() {
        Story story = Story.open();

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith("No release was seen healthy before the running one").contains("(running=api ");
        assertThat(story.slack().getLast()).startsWith("NOT CHANGED shop-api");
        assertUntouched(story, "shop-api");
    }

    @Test
    void aStopOnAnIdleTargetIsRefused() {
        Story story = Story.open();

        Execution person = story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}");
        story.play();

        assertThat(person.path()).endsWith("Not changed");
        assertThat(person.output().orElseThrow().path("cause").path("code").asText()).isEqualTo("NothingToStop");
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("NOT CHANGED shop-api");
        assertUntouched(story, "shop-api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "rollback"})
    void scenario33_aBusyTargetTurnsAroundWithinHalfAMinute(String action) {
        Story story = live("v2");
        String digest = story.runs("api", "api");
        story.push("api", "v3", GOOD.listeningAfter(Duration.ofMinutes(20)));
        story.until("Tell").pass(Duration.ofSeconds(20));
        Instant asked = story.now();
        Execution person = story.start("{\"target\":\"shop-api\",\"action\":\"" + action + "\"}");
        Instant[] turned = new Instant[1];
        story.when("Roll back", () -> turned[0] = story.now());

        story.play();

        Deployment running = story.deployment("shop-api", "v3");
        assertThat(Duration.between(asked, turned[0])).isLessThan(Duration.ofSeconds(30));
        assertThat(running.ending()).contains(Ending.ROLLED_BACK);
        assertThat(running.cause().orElseThrow().code()).isEqualTo("StoppedByPerson");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.path(person)).isEqualTo(PushStoriesTest.path(List.of("Claim", "Overtook?", "Claimed?"), PushStoriesTest.ending("Not changed")));
        assertThat(person.output().orElseThrow().path("cause").path("facts").path("deployment").asText()).isEqualTo(running.id().value());
        assertThat(story.slack()).anyMatch(text -> text.startsWith("NOT CHANGED shop-api"));
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api v3: ");
        assertFree(story, "shop-api");
    }

    @Test
    void whatAPersonAsksOfABusyTargetBeginsAfterIt() {
        Story story = live("v2");
        String second = story.runs("api", "api");
        story.push("api", "v3", GOOD);
        story.until("Tell");
        Execution person = story.start("{\"target\":\"shop-api\",\"image\":\"v2\"}");

        story.play();

        assertThat(person.path()).endsWith("Waiting");
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(second);
        assertFree(story, "shop-api");
    }

    @Test
    void aPushOlderThanAPersonsChoiceDoesNotUndoIt() {
        Story story = live("v2");
        String second = story.runs("api", "api");
        story.push("api", "v3", GOOD);
        story.play();
        story.aws().events().weather((rule, event) -> List.of(Duration.ofMinutes(20)));
        story.push("api", "v4", GOOD);
        story.pass(Duration.ofMinutes(1));
        story.start("{\"target\":\"shop-api\",\"image\":\"v2\"}");
        story.play();

        story.pass(Duration.ofMinutes(30)).play();

        Deployment late = story.deployment("shop-api", "v4");
        assertThat(late.ending()).contains(Ending.NOT_CHANGED);
        assertThat(late.cause().orElseThrow().code()).isEqualTo("OlderThanChoice");
        assertThat(story.runs("api", "api")).isEqualTo(second);
    }

    static void assertUntouched(Story story, String target) {
        assertThat(story.calls()).doesNotContainAnyElementsOf(WRITES);
        assertFree(story, target);
        assertThat(Map.of("live", story.live(target))).containsEntry("live", "");
    }

    static final List<String> WRITES = List.of("ecs:UpdateService", "ecs:RegisterTaskDefinition", "ecs:StopServiceDeployment", "ecs:DeregisterTaskDefinition");
}
