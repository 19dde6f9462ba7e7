package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.cloud.ecs.Variants.Way;

/** Which image is deployed, whatever its tags say. */
class ImageStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final String API = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api";
    private static final String DUAL = "123456789012.dkr-ecr.eu-central-1.on.aws/shop/web";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scenario31_aRevisionThatNamesLatestGoesBackToTheOldDigestInEachContainer(boolean rollbackReusesDigests) {
        Story story = Story.open(rollbackReusesDigests ? Variants.of(Way.ROLLBACK_REUSES_DIGESTS) : Variants.DEFAULT);
        String web = story.runs("web", "web");
        String proxy = story.runs("web", "proxy");
        story.push("proxy", "stable", "another", CRASHES);
        story.push("web", "latest", "second", CRASHES);

        Deployment deployment = story.play("shop-web");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.shop().service("web").steady()).as("nothing of the bad image is started any more").isTrue();
        assertThat(story.runs("web", "web")).isEqualTo(web);
        assertThat(story.runs("web", "proxy")).isEqualTo(proxy);
        assertThat(story.live("shop-web")).endsWith("shop/web@" + web);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scenario31_evenWhereEcsRollsBackByItself(boolean rollbackReusesDigests) {
        Story story = Story.open(rollbackReusesDigests ? Variants.of(Way.ROLLBACK_REUSES_DIGESTS) : Variants.DEFAULT)
                .follow("shop-web", "{\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":20}}");
        story.updateService("web", "{\"deploymentConfiguration\":{\"deploymentCircuitBreaker\":{\"enable\":true,\"rollback\":true}}}");
        String web = story.runs("web", "web");
        String proxy = story.runs("web", "proxy");
        story.push("proxy", "stable", "another", CRASHES);
        story.push("web", "latest", "second", CRASHES);

        Deployment deployment = story.play("shop-web");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.shop().service("web").steady()).as("nothing of the bad image is started any more").isTrue();
        assertThat(story.runs("web", "web")).isEqualTo(web);
        assertThat(story.runs("web", "proxy")).isEqualTo(proxy);
    }

    @Test
    void scenario31_theSidecarKeepsItsDigestInTheNewReleaseToo() {
        Story story = Story.open();
        String proxy = story.runs("web", "proxy");
        story.push("proxy", "stable", "another", CRASHES);
        String web = story.push("web", "latest", "second", GOOD);

        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);

        assertThat(story.runs("web", "web")).isEqualTo(web);
        assertThat(story.runs("web", "proxy")).isEqualTo(proxy);
    }

    /** As Terraform may write it, for people to read. */
    @Test
    void scenario31_aTagBesideTheDigestIsNoOtherImage() {
        Story story = Story.open();
        String web = story.push("web", "latest", "next", GOOD);
        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        story.forget();
        story.updateService("web", "{\"taskDefinition\":\"" + story.register("shop-web", HandStoriesTest.HOST + "shop/web:latest@" + web) + "\"}");
        story.pass(Duration.ofMinutes(45));
        assertThat(story.slack()).as("it is no drift").isEmpty();
        story.forget();

        story.start("{\"target\":\"shop-web\",\"image\":\"" + web + "\"}");
        Deployment again = story.play("shop-web");

        assertThat(again.ending()).contains(Ending.NOT_CHANGED);
        assertThat(again.cause().orElseThrow().code()).isEqualTo("SameImage");
        assertThat(story.calls()).doesNotContainAnyElementsOf(HandStoriesTest.WRITES);

        story.push("web", "latest", "second", CRASHES);
        assertThat(story.play("shop-web").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(web);

        story.forget();
        story.push("web", "latest", "third", GOOD);
        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("shop/web").doesNotContain("shop/web:latest");
    }

    /** What the people are offered to go forward again with names it as Slipway does. */
    @Test
    void scenario31_aRollbackFromATagBesideADigestIsTold() {
        Story story = Story.open();
        story.push("web", "latest", "next", GOOD);
        story.play();
        String newest = story.push("web", "latest", "newest", GOOD);
        story.play();
        story.updateService("web", "{\"taskDefinition\":\"" + story.register("shop-web", HandStoriesTest.HOST + "shop/web:latest@" + newest) + "\"}");
        story.pass(Duration.ofMinutes(10)).forget();

        story.start("{\"target\":\"shop-web\",\"action\":\"rollback\"}");
        assertThat(story.play("shop-web").ending()).contains(Ending.ROLLED_BACK);

        assertThat(story.slack()).last().asString().startsWith("ROLLED BACK shop-web by hand: ");
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains(newest).doesNotContain("shop/web:latest");
    }

    /** Where tasks have IPv6 alone they reach ECR by no other host, and the tag moves with the push. */
    @Test
    void scenario31_aTagByTheHostForIpv6IsPinnedAndItsHostStays() {
        Story story = Story.open();
        String web = story.runs("web", "web");
        story.updateService("web", "{\"taskDefinition\":\"" + story.register("shop-web", DUAL + ":latest") + "\"}");
        story.pass(Duration.ofMinutes(45));
        assertThat(story.slack()).as("the same image by another host is no drift").isEmpty();
        story.push("web", "latest", "second", CRASHES);

        assertThat(story.play("shop-web").ending()).contains(Ending.ROLLED_BACK);

        assertThat(story.runs("web", "web")).isEqualTo(web);
        assertThat(written(story)).isEqualTo(DUAL + "@" + web);

        String good = story.push("web", "latest", "third", GOOD);
        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        assertThat(List.of(written(story), story.live("shop-web"))).containsOnly(DUAL + "@" + good);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-web latest");
    }

    /** Until then nothing tells which digest it is: after a terraform apply, or where ECS's own circuit breaker has just gone back to it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scenario31_aPushWaitsForTheFirstTaskOfARolloutThatNamesATag(boolean byEcs) {
        Story story = live("v2");
        RollbackStoriesTest.breaker(story, "api");
        String tagged = tagged(story);
        if (byEcs) {
            story.until(() -> story.shop().service("api").steady());
            story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", API + ":gone") + "\"}");
            story.until(() -> story.shop().service("api").taskDefinition().equals(tagged));
        }
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void scenario31_aRolloutThatNamesATagAndStartsNoTaskIsNotWaitedForForever() {
        Story story = live("v2");
        story.shop().service("api").capacity(false);
        tagged(story);
        Instant began = story.now();
        story.pass(Duration.ofSeconds(30)).push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("no running task tells which digest it is", "steady state first");
        assertThat(Duration.between(began, deployment.endedAt().orElseThrow())).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    }

    private static String tagged(Story story) {
        String tagged = story.register("shop-api", API + ":v1");
        story.updateService("api", "{\"taskDefinition\":\"" + tagged + "\"}");
        return tagged;
    }

    private static String written(Story story) {
        return story.definition(story.shop().service("web").taskDefinition()).path("containerDefinitions").path(0).path("image").asText();
    }

    @Test
    void scenario32_anExactTagThatIsMovedBackOnPurposeIsDeployed() {
        Story story = Story.open();
        String first = story.runs("web", "web");
        story.push("web", "latest", "second", GOOD);
        story.play();
        assertThat(story.runs("web", "web")).isNotEqualTo(first);

        story.aws().ecr().retag("shop/web", first, "latest");
        Deployment deployment = story.play("shop-web");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(deployment.image().orElseThrow().digest().value()).isEqualTo(first);
        assertThat(story.runs("web", "web")).isEqualTo(first);
    }

    @Test
    void theTagThatMovedOnMeanwhileIsLeftToItsOwnPush() {
        Story story = Story.open();
        story.push("web", "latest", "second", GOOD);
        String third = story.push("web", "latest", "third", GOOD);

        story.play();

        assertThat(story.runs("web", "web")).isEqualTo(third);
        assertThat(story.deployments("shop-web")).extracting(one -> one.ending().orElseThrow())
                .containsExactlyInAnyOrder(Ending.SUCCEEDED, Ending.SUPERSEDED);
        assertThat(story.slack()).anyMatch(text -> text.startsWith("SUPERSEDED shop-web "));
    }

    @Test
    void aSecondTagOnTheRunningDigestChangesNothing() {
        Story story = live("v2");
        story.pass(Duration.ofMinutes(1));
        story.aws().ecr().retag("shop/api", story.runs("api", "api"), "v2.1");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("SameImage");
        assertThat(story.path(deployment)).isEqualTo(PushStoriesTest.path(
                List.of("Claim", "Overtook?", "Claimed?", "Plan", "Planned?"), PushStoriesTest.ending("Not changed")));
        assertThat(story.calls()).doesNotContain("ecs:UpdateService", "ecs:RegisterTaskDefinition");
    }

    @Test
    void aPersonWhoRoutesAnOlderImageMeansIt() {
        Story story = live("v2");
        String old = story.runs("api", "api");
        story.pass(Duration.ofMinutes(5));
        String digest = story.push("api", "v3", GOOD);
        story.play();

        story.route("{\"repository\":\"shop/api\",\"digest\":\"" + old + "\"}");
        Deployment byHand = story.play("shop-api");

        assertThat(byHand.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(old).isNotEqualTo(digest);
    }
}
