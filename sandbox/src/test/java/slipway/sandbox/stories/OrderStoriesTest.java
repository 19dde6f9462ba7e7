package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.ecr.Ecr.PushedIndex;
import slipway.sandbox.cloud.eventbridge.Weather;
import slipway.sandbox.cloud.lambda.Mishap;

/** Which push is the newest, and which is another delivery of the same. */
class OrderStoriesTest {
    private final Story story = Story.open();

    @Test
    void scenario01_whatATagNamesNowIsBroughtThoughItsOwnEventIsLost() {
        story.push("web", "latest", "second", GOOD);
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        String third = story.push("web", "latest", "third", GOOD);

        Deployment last = story.play("shop-web");

        assertThat(last.ending()).as("%s", last.cause()).contains(Ending.SUCCEEDED);
        assertThat(last.origin().by()).as("before the sweep looks").isEqualTo(Origin.By.PUSH);
        assertThat(story.runs("web", "web")).isEqualTo(third);
        assertThat(story.deployments("shop-web")).extracting(one -> one.ending().orElseThrow()).containsExactly(Ending.SUCCEEDED, Ending.SUPERSEDED);
        assertFree(story, "shop-web");
    }

    @Test
    void scenario01_itIsBroughtThoughTheReplyOfTheCloseThatFoundItIsLost() {
        story.push("web", "latest", "second", GOOD);
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        String third = story.push("web", "latest", "third", GOOD);
        int[] lives = {1};
        story.aws().functions().disturb((function, payload) -> function.equals("slipway-CloseFunction") && lives[0]-- > 0 ? new Mishap.Exits(true) : new Mishap.None());

        Deployment last = story.play("shop-web");

        assertThat(lives[0]).isNegative();
        assertThat(last.origin().by()).as("before the sweep looks").isEqualTo(Origin.By.PUSH);
        assertThat(story.runs("web", "web")).isEqualTo(third);
        assertFree(story, "shop-web");
    }

    @Test
    void scenario18_aWaitingPushWhoseTagHasMovedOnMakesWayForWhatTheTagNamesNow() {
        story.push("web", "latest", "second", GOOD);
        story.until("Observe");
        int[] seconds = {9};
        // Both events tell the same second, and the older one comes last: it takes the waiting place of the newer.
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") && story.deployments("shop-web").size() == 1
                ? List.of(Duration.ofSeconds(seconds[0])) : Weather.FAIR.delays(rule, event));
        story.push("web", "latest", "third", GOOD);
        seconds[0] = 2;
        String digest = story.push("web", "latest", "fourth", GOOD);

        story.play();

        assertThat(story.runs("web", "web")).isEqualTo(digest);
        assertThat(story.deployments("shop-web")).extracting(one -> one.origin().by()).containsOnly(Origin.By.PUSH);
        assertFree(story, "shop-web");
    }

    /** Of two pushes within one second the older one came last, and yielded; the sweep asks for no other record where the newest one is of what the tag names (seed 210002746). */
    @Test
    void scenario32_aTagThatGoesBackToWhatHadYieldedIsMissed() {
        int[] seconds = {9};
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of(Duration.ofSeconds(seconds[0])) : Weather.FAIR.delays(rule, event));
        String older = story.push("web", "latest", "second", GOOD);
        seconds[0] = 2;
        String newer = story.push("web", "latest", "third", GOOD);
        assertThat(story.play("shop-web").cause().orElseThrow().code()).isEqualTo("TagMoved");
        assertThat(story.runs("web", "web")).isEqualTo(newer);
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        story.pass(Duration.ofMinutes(1)).aws().ecr().retag("shop/web", older, "latest");

        story.pass(Duration.ofMinutes(16)).play();

        assertThat(story.runs("web", "web")).isEqualTo(older);
        assertFree(story, "shop-web");
    }

    /** A lower version is put on the image that waits: the higher one is what was asked for first, and still is (seed 99001125). */
    @Test
    void scenario04_whatWaitsUnderAHigherVersionIsBroughtUnderThat() {
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^1\"}}");
        story.push("api", "1.91.0", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        String until = story.aws().timeline().now().plusSeconds(120).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
        story.start("{\"target\":\"shop-api\",\"action\":\"freeze\",\"reason\":\"lunch\",\"by\":\"ana\",\"until\":\"" + until + "\"}");
        story.play();
        String digest = story.push("api", "1.92.0", GOOD);
        story.pass(Duration.ofSeconds(130));
        assertThat(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).waiting()).isPresent();

        story.aws().ecr().retag("shop/api", digest, "1.90.0");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(deployment.tag().orElseThrow().value()).isEqualTo("1.92.0");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertFree(story, "shop-api");
    }

    @Test
    void scenario04_theFirstDeploymentIsComparedWithTheTagOfWhatRuns() {
        story.aws().ecr().retag("shop/api", story.runs("api", "api"), "1.3.0");
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^1.2\"}}").forget();
        story.push("api", "1.2.9", GOOD);

        Deployment lower = story.play("shop-api");

        assertThat(lower.ending()).contains(Ending.NOT_CHANGED);
        assertThat(lower.cause().orElseThrow().code()).isEqualTo("LowerVersion");
        assertThat(lower.cause().orElseThrow().sentence()).contains("1.2.9", "1.3.0");
        String higher = story.push("api", "1.3.1", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(higher);
    }

    /** It runs a child, which has no tags; of a further one of the index no event has told. */
    @Test
    void scenario04_whatAFunctionRunsIsKnownByTheTagsOfItsIndex() {
        story.follow("shop-thumbs", "{\"tags\":{\"semver\":\"^1\"}}").forget();
        PushedIndex index = story.aws().ecr().pushIndex("shop/thumbs", "1.8.0", "index", FunctionBehaviour.GOOD, List.of("arm64", "amd64"));
        assertThat(story.play("shop-thumbs").ending()).contains(Ending.SUCCEEDED);
        story.aws().events().weather((rule, event) -> event.path("detail").path("image-tag").asText().equals("1.9.0") ? List.of() : Weather.FAIR.delays(rule, event));
        story.aws().ecr().retag("shop/thumbs", index.digest(), "1.9.0");
        story.pass(Duration.ofMinutes(1)).push("thumbs", "1.8.5", "other", FunctionBehaviour.GOOD);

        Deployment lower = story.play("shop-thumbs");

        assertThat(lower.ending()).contains(Ending.NOT_CHANGED);
        assertThat(lower.cause().orElseThrow().sentence()).contains("1.8.5 is lower than 1.9.0");
        assertThat(story.shop().function("shop-thumbs").runs("live")).isEqualTo(index.images().get("amd64"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest v2 stable", "v2 stable latest", "stable latest v2"})
    void scenario03_threeTagsOnOneDigestMakeOneDeploymentOnEachTargetWhateverTheOrder(String tags) {
        story.follow("shop-api", "{\"tags\":{\"exact\":\"latest\"}}");
        story.follow("shop-admin", "{\"repository\":\"shop/api\",\"tags\":{\"glob\":\"v*\"},\"cluster\":\"shop\",\"service\":\"admin\",\"containers\":[\"admin\"],\"mode\":\"deploy\"}").forget();
        List<String> all = List.of(tags.split(" "));
        String digest = story.push("api", all.getFirst(), "second", GOOD);
        all.stream().skip(1).forEach(tag -> {
            story.pass(Duration.ofSeconds(2));
            story.aws().ecr().retag("shop/api", digest, tag);
        });

        story.play();

        assertThat(story.deployments("shop-api")).extracting(one -> one.ending().orElseThrow()).containsExactly(Ending.SUCCEEDED);
        assertThat(story.deployments("shop-admin")).extracting(one -> one.ending().orElseThrow()).containsExactly(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.runs("admin", "admin")).isEqualTo(digest);
    }

    @Test
    void scenario03_anEventDeliveredAgainADayLaterIsNoNewPush() {
        story.aws().events().weather((rule, event) -> event.path("detail").path("image-tag").asText().equals("v2")
                ? List.of(Duration.ofSeconds(1), Duration.ofHours(24)) : Weather.FAIR.delays(rule, event));
        String digest = story.push("api", "v2", GOOD);
        story.play();

        story.pass(Duration.ofHours(25)).play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    /** A person went back past Slipway meanwhile, so that a lower version could go live. */
    @Test
    void scenario03_anEventDeliveredAgainIsNoNewPushThoughALowerVersionRunsByThen() {
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^1\"}}").forget();
        String before = story.shop().service("api").taskDefinition();
        story.aws().events().weather((rule, event) -> event.path("detail").path("image-tag").asText().equals("1.8.0")
                ? List.of(Duration.ofSeconds(1), Duration.ofHours(2)) : Weather.FAIR.delays(rule, event));
        story.push("api", "1.8.0", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.updateService("api", "{\"taskDefinition\":\"" + before + "\"}");
        story.pass(Duration.ofMinutes(10)).push("api", "1.11.0", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        assertThat(story.play("shop-api").ending()).as("and that was seen healthy").contains(Ending.ROLLED_BACK);
        story.pass(Duration.ofMinutes(10));
        String lower = story.push("api", "1.4.0", GOOD.listeningAfter(Duration.ofSeconds(6)));
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);

        story.pass(Duration.ofHours(3)).play();

        assertThat(story.runs("api", "api")).isEqualTo(lower);
        assertThat(story.deployments("shop-api")).hasSize(3);
    }

    @Test
    void scenario03_aLaterPushOfTheSameDigestOnPurposeIsANewOne() {
        String first = story.runs("api", "api");
        String second = story.push("api", "v2", GOOD);
        story.play();
        story.pass(Duration.ofMinutes(1));
        story.aws().ecr().retag("shop/api", first, "v3");

        Deployment back = story.play("shop-api");

        assertThat(back.ending()).as("%s", back.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(first);
        story.pass(Duration.ofMinutes(1));
        story.aws().ecr().retag("shop/api", second, "v4");
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(second);
        assertThat(story.deployments("shop-api")).hasSize(3);
    }

    @Test
    void scenario20_aPersonsOtherChoiceHoldsUntilALaterPush() {
        String first = story.runs("api", "api");
        String second = story.push("api", "v2", GOOD);
        story.play();
        story.start("{\"target\":\"shop-api\",\"image\":\"" + first + "\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.pass(Duration.ofMinutes(1));
        story.aws().ecr().retag("shop/api", second, "v2.1");

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(second);
    }
}
