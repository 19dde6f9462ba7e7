package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Unprotected;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecr.Ecr.PushedIndex;
import slipway.sandbox.cloud.eventbridge.Weather;

/** What is live and what can be gone back to is tagged in ECR, so that a lifecycle rule can leave it alone. */
class ProtectStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final String PROTECT = "{\"protectImages\":true}";

    static Story protecting(String... targets) {
        Story story = Story.with(Map.of("ProtectedRepositories", "shop/*"));
        List.of(targets).forEach(target -> story.follow(target, PROTECT));
        story.forget();
        return story;
    }

    static String tag(String target, String digest) {
        return "slipway-live-" + target + "-" + digest.substring(7, 19);
    }

    /** Returns the tags that an image has in ECR. */
    static List<String> tags(Story story, String repository, String digest) {
        return story.person(story.aws().ecr(), "DescribeImages", "{\"repositoryName\":\"" + repository + "\",\"imageIds\":[{\"imageDigest\":\"" + digest + "\"}]}")
                .at("/imageDetails/0/imageTags").valueStream().map(name -> name.asText()).toList();
    }

    static long puts(Story story) {
        return story.calls().stream().filter("ecr:PutImage"::equals).count();
    }

    static List<Unprotected> unprotected(Deployment deployment) {
        return deployment.plan().orElseThrow().unprotected();
    }

    @Test
    void whatGoesLiveAndItsBaselineAreTaggedBeforeTheServiceChanges() {
        Story story = protecting("shop-api");
        String before = story.runs("api", "api");
        String digest = story.push("api", "v2", GOOD);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, ending("Succeeded")));
        assertThat(tags(story, "shop/api", digest)).containsExactlyInAnyOrder("v2", tag("shop-api", digest));
        assertThat(tags(story, "shop/api", before)).containsExactlyInAnyOrder("v1", tag("shop-api", before));
        assertThat(story.calls()).containsSubsequence("ecr:PutImage", "ecr:PutImage", "ecs:UpdateService");
        assertThat(unprotected(deployment)).isEmpty();
        assertThat(deployment.tag()).map(Object::toString).contains("v2");
        assertThat(story.letters("DeploymentsTopic").toString() + story.slack()).doesNotContain("slipway-live", "Not kept");
    }

    @Test
    void eachDigestIsTaggedOnce() {
        Story story = protecting("shop-api");
        story.push("api", "v2", GOOD);
        story.play();
        assertThat(puts(story)).isEqualTo(2);
        String last = story.push("api", "v3", GOOD);
        story.play();

        assertThat(puts(story)).as("the baseline had its tag").isEqualTo(3);
        assertThat(tags(story, "shop/api", last)).contains(tag("shop-api", last));
    }

    @Test
    void nothingIsTaggedUnlessTheTargetWantsItNorWhereItIsOnlyObserved() {
        Story story = protecting("shop-web").follow("shop-web", "{\"protectImages\":true,\"mode\":\"observe\"}");
        story.push("api", "v2", GOOD);
        story.push("web", "latest", "second", GOOD);
        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployment("shop-web", "latest").ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.calls()).doesNotContain("ecr:PutImage");
    }

    /** Its image is pinned by digest, so that a moved tag leaves it without one. */
    @Test
    void theSidecarsImageIsTaggedToo() {
        Story story = protecting("shop-web");
        String proxy = story.runs("web", "proxy");
        String digest = story.push("web", "latest", "second", GOOD);
        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);

        assertThat(tags(story, "shop/web", digest)).contains(tag("shop-web", digest));
        assertThat(tags(story, "shop/proxy", proxy)).containsExactlyInAnyOrder("stable", tag("shop-web", proxy));
    }

    @Test
    void ofAFunctionTheImageThatItRunsIsTaggedAtItsFirstStepAlone() {
        Story story = protecting("shop-thumbs");
        String before = story.shop().function("shop-thumbs").runs("live");
        PushedIndex index = story.aws().ecr().pushIndex("shop/thumbs", "latest", "index", FunctionStoriesTest.OTHER, List.of("arm64", "amd64"));
        assertThat(story.play("shop-thumbs").ending()).contains(Ending.SUCCEEDED);

        String child = index.images().get("amd64");
        assertThat(tags(story, "shop/thumbs", child)).containsExactly(tag("shop-thumbs", child));
        assertThat(tags(story, "shop/thumbs", before)).contains(tag("shop-thumbs", before));
        assertThat(tags(story, "shop/thumbs", index.digest())).containsExactly("latest");
        assertThat(puts(story)).isEqualTo(2);
        assertThat(story.exchanges()).filteredOn(one -> one.call().caller().equals("slipway-UpdateFunction") && one.action().equals("ecr:BatchGetImage")).hasSize(2);
        assertThat(story.calls()).containsSubsequence("ecr:PutImage", "ecr:PutImage", "lambda:UpdateFunctionCode", "lambda:UpdateAlias");
        assertThat(story.calls().indexOf("lambda:UpdateFunctionCode")).isGreaterThan(story.calls().lastIndexOf("ecr:PutImage"));
    }

    @Test
    void ofAnIndexThatAServiceRunsTheIndexIsTagged() {
        Story story = protecting("shop-api");
        PushedIndex index = story.aws().ecr().pushIndex("shop/api", "v2", "both", GOOD, List.of("arm64", "amd64"));
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);

        assertThat(tags(story, "shop/api", index.digest())).containsExactlyInAnyOrder("v2", tag("shop-api", index.digest()));
    }

    /** Else the tag of one target would bring the image to another that follows the same repository. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'glob':'s*'}", "{'regex':'.*live.*'}"})
    void theOwnTagBringsNothingNeitherByItsEventNorByTheSweep(String tags) {
        Story story = protecting("shop-api").follow("shop-web", "{\"repository\":\"shop/api\",\"containers\":[\"web\"],\"tags\":" + tags.replace('\'', '"') + "}");
        story.push("api", "v2", GOOD);
        story.play();
        assertThat(puts(story)).isEqualTo(2);
        assertThat(story.aws().machines().executions()).as("the rule keeps it out").noneMatch(one -> one.input().toString().contains("slipway-live-"));

        story.pass(Duration.ofHours(1)).play();
        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.deployments("shop-web")).isEmpty();
    }

    @Test
    void anEventOfTheOwnTagThatComesPastTheRuleStartsNothing() {
        Story story = protecting("shop-api").follow("shop-web", "{\"repository\":\"shop/api\",\"containers\":[\"web\"],\"tags\":\"any\"}");
        String digest = story.runs("api", "api");
        Execution routed = story.route("{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"ECR Image Action\",\"source\":\"aws.ecr\",\"account\":\"123456789012\",\"time\":\"" + story.now()
                + "\",\"region\":\"eu-central-1\",\"resources\":[],\"detail\":{\"result\":\"SUCCESS\",\"repository-name\":\"shop/api\",\"image-digest\":\"" + digest
                + "\",\"action-type\":\"PUSH\",\"image-tag\":\"" + tag("shop-api", digest) + "\"}}");
        story.play();

        assertThat(routed.path()).containsExactly("Match", "Anything to start?", "Ignored");
        assertThat(story.deployments("shop-web")).isEmpty();
        assertThat(story.mail("OperationsTopic")).isEmpty();
    }

    /** No event of ECR comes, and the own tag would be the first by name. */
    @Test
    void scenario01_theSweepFindsAMissedPushUnderItsOwnTagWhateverElseItsImageIsCalled() {
        Story story = protecting("shop-api").follow("shop-api", "{\"protectImages\":true,\"tags\":\"any\"}");
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        String digest = story.push("api", "v2", GOOD);
        story.aws().ecr().retag("shop/api", digest, tag("another-target", digest));
        story.pass(Duration.ofHours(1)).play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.deployments("shop-api").getFirst().tag()).map(Object::toString).contains("v2");
        assertThat(tags(story, "shop/api", digest)).contains(tag("shop-api", digest));
    }

    @Test
    void aPersonMayNameAnImageByTheOwnTagAndNobodyIsShownIt() {
        Story story = protecting("shop-api");
        String before = story.runs("api", "api");
        story.push("api", "v2", GOOD);
        story.play();
        story.forget();
        story.start("{\"target\":\"shop-api\",\"image\":\"" + tag("shop-api", before) + "\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(deployment.tag()).isEmpty();
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api " + before.substring(7, 19)).doesNotContain("slipway-live");
    }

    /** Each push moves the tag of shop-web on, and nothing but ours names what runs. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true"})
    void scenario10_theShippedLifecyclePolicySparesWhatRunsAndTheWayBack(boolean protect, boolean untaggedRule) throws IOException {
        Story story = protecting(protect ? "shop-web" : "shop-admin");
        String before = story.runs("web", "web");
        String live = story.push("web", "latest", "second", GOOD);
        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        for (String bad : List.of("third", "fourth")) {
            story.push("web", "latest", bad, CRASHES);
            assertThat(story.play("shop-web").ending()).contains(Ending.ROLLED_BACK);
        }
        story.pass(Duration.ofDays(1));
        String policy = Files.readString(Story.HOME.resolve("examples/lifecycle-policy.json")).replace("shop-api", "shop-web")
                .replace(untaggedRule ? "\"countNumber\": 14" : "\"countNumber\": 100", "\"countNumber\": 1");
        assertThat(policy).contains("slipway-live-shop-web-*", "\"countNumber\": 1 ");

        var expired = story.aws().ecr().expire("shop/web", policy);

        if (protect) {
            // What failed had gone live too, for all that anybody knows before it is judged.
            assertThat(expired).isEmpty();
            story.start("{\"target\":\"shop-web\",\"action\":\"rollback\"}");
            assertThat(story.play("shop-web").ending()).contains(Ending.ROLLED_BACK);
            assertThat(story.runs("web", "web")).isEqualTo(before);
        } else {
            assertThat(expired).contains(live, before);
            story.start("{\"target\":\"shop-web\",\"action\":\"rollback\"}");
            assertThat(story.play("shop-web").cause().orElseThrow().code()).isEqualTo("BaselineGone");
        }
    }

}
