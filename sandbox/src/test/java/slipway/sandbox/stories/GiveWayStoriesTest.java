package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;
import static slipway.sandbox.stories.FunctionStoriesTest.THUMBS;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;

/** What becomes of a rollout where the target gives way. */
class GiveWayStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final FunctionBehaviour SLOW = FunctionBehaviour.GOOD.taking(Duration.ofMillis(90));
    private static final String GIVES_WAY = "{\"whileDeploying\":\"giveWay\"}";
    private static final List<String> HANDS_OVER = List.of("Plan successor", "Hand over?");

    private final Story story = Story.open();

    @Test
    void scenario18_theRunningRolloutHandsOverAndNothingIsRolledBack() {
        story.follow("shop-api", GIVES_WAY).forget();
        story.push("api", "v2", GOOD);
        story.until("Tell");
        String digest = story.push("api", "v3", GOOD);

        Deployment last = story.play("shop-api");

        Deployment first = story.deployment("shop-api", "v2");
        assertThat(first.ending()).contains(Ending.SUPERSEDED);
        assertThat(first.restore()).isEmpty();
        assertThat(first.cause().orElseThrow().sentence()).startsWith("A newer request took its place: ").contains("(v3)");
        assertThat(story.path(first)).isEqualTo(path(BEGINS, HANDS_OVER, List.of("Close", "Notify", "Anything waiting?", "Start what waits", "Anything waiting?", "Ending?", "Superseded")));
        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.calls()).filteredOn("ecs:UpdateService"::equals).hasSize(2);
        assertThat(story.slack()).anySatisfy(text -> assertThat(text).startsWith("SUPERSEDED shop-api v2: "));
        assertThat(story.aws().ledger().claims().read(last.target()).handed()).isEmpty();
        assertFree(story, "shop-api");
    }

    @Test
    void theFirstDeploymentsBaselineStaysWhatRanBeforeIt() {
        story.follow("shop-api", GIVES_WAY).forget();
        String before = story.runs("api", "api");
        story.push("api", "v2", GOOD);
        story.until("Tell");
        String third = story.push("api", "v3", CRASHES);

        Deployment last = story.play("shop-api");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUPERSEDED);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.live("shop-api")).endsWith(before);
        assertThat(story.aws().ledger().holds().find(last.target(), new Digest(third))).isPresent();
    }

    @Test
    void whatOnlyLooksWholeWhenItHandsOverIsNobodysBaseline() {
        story.follow("shop-api", "{\"whileDeploying\":\"giveWay\",\"limits\":{\"bakeSeconds\":300,\"deadlineSeconds\":900}}").forget();
        String before = story.runs("api", "api");
        story.push("api", "v2", GOOD);
        story.until(() -> story.shop().service("api").steady() && !story.runs("api", "api").equals(before)).pass(Duration.ofSeconds(60));
        story.push("api", "v3", CRASHES);

        Deployment last = story.play("shop-api");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void threeInARowGoBackToWhatTheFirstFound() {
        story.follow("shop-web", GIVES_WAY).forget();
        String before = story.runs("web", "web");
        for (String content : List.of("second", "third")) {
            story.push("web", "latest", content, GOOD);
            story.until("Tell");
        }
        story.push("web", "latest", "fourth", CRASHES);

        Deployment last = story.play("shop-web");

        assertThat(story.deployments("shop-web")).hasSize(3);
        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(before);
    }

    @Test
    void scenario31_evenWhereEcsRollsTheSuccessorBackToTheRevisionThatNamesATag() {
        story.follow("shop-web", "{\"whileDeploying\":\"giveWay\",\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":20}}").forget();
        story.updateService("web", "{\"deploymentConfiguration\":{\"deploymentCircuitBreaker\":{\"enable\":true,\"rollback\":true}}}");
        String before = story.runs("web", "web");
        story.push("web", "latest", "second", GOOD);
        story.until("Tell");
        story.push("web", "latest", "third", CRASHES);

        Deployment last = story.play("shop-web");

        assertThat(last.ending()).as("%s", last).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(before);
    }

    @Test
    void whatCanNotBeBroughtTakesNothingOver() {
        story.follow("shop-api", GIVES_WAY).forget();
        String second = story.push("api", "v2", GOOD);
        story.until("Tell");
        String third = story.aws().ecr().push("shop/api", "v3", "third", GOOD);
        story.aws().ledger().holds().put(new Hold(new TargetName("shop-api"), new Digest(third), new DeploymentId("shop-api-before"), story.now(), "it was rolled back"), 0);

        Deployment last = story.play("shop-api");

        Deployment first = story.deployment("shop-api", "v2");
        assertThat(first.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(first)).containsOnlyOnce("Plan successor").containsSubsequence("Plan successor", "Hand over?", "Wait", "Close");
        assertThat(last.cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(story.runs("api", "api")).isEqualTo(second);
    }

    @Test
    void aRestoreIsNeverHandedOver() {
        story.follow("shop-api", GIVES_WAY).forget();
        story.push("api", "v2", CRASHES);
        story.until("Wait for restore");
        String digest = story.push("api", "v3", GOOD);

        Deployment last = story.play("shop-api");

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.ROLLED_BACK);
        assertThat(last.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aFunctionBetweenTwoStepsHandsOverAndItsSuccessorGoesBackToWhatRanBefore(int updates) {
        story.follow(THUMBS, GIVES_WAY).forget();
        String before = story.shop().function(THUMBS).runs("live");
        String version = story.shop().function(THUMBS).version("live");
        story.push("thumbs", "latest", "second", SLOW);
        for (int i = 0; i < updates; i++) {
            story.until("Update");
        }
        story.push("thumbs", "latest", "third", FunctionBehaviour.GOOD.exitingAtInit(1));

        Deployment last = story.play(THUMBS);

        assertThat(story.deployments(THUMBS)).hasSize(2);
        assertThat(story.deployments(THUMBS).getLast().ending()).contains(Ending.SUPERSEDED);
        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.ROLLED_BACK);
        FunctionStoriesTest.serves(story, before, version);
    }

    @Test
    void aPersonsStartTakesOverToo() {
        story.follow("shop-api", GIVES_WAY).forget();
        String before = story.runs("api", "api");
        story.push("api", "v2", GOOD);
        story.until("Tell");
        story.start("{\"target\":\"shop-api\",\"image\":\"" + before + "\"}");

        Deployment last = story.play("shop-api");

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUPERSEDED);
        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    @Test
    void withoutTheFieldItWaits() {
        story.push("api", "v2", GOOD);
        story.until("Tell");
        story.push("api", "v3", GOOD);

        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
    }
}
