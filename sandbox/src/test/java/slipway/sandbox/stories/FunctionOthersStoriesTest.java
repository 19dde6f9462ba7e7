package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.FunctionBehaviour.GOOD;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;
import slipway.sandbox.cloud.FunctionBehaviour;

/** What people do to a function beside Slipway, and functions that can't be deployed to. */
class FunctionOthersStoriesTest {
    private static final String THUMBS = "shop-thumbs";
    private static final FunctionBehaviour OTHER = GOOD.taking(Duration.ofMillis(90));
    private static final String DOCUMENT =
            "{\"kind\":\"lambda-function\",\"repository\":\"shop/thumbs\",\"tags\":{\"exact\":\"latest\"},\"function\":\"%s\",\"alias\":\"%s\"}";

    @Test
    void aPersonWhoMovesTheAliasMeanwhileIsNotFought() {
        Story story = Story.open();
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        story.until("Update").until(() -> story.shop().function(THUMBS).version("live").equals("2"));
        story.push("thumbs", "other", "third", OTHER);
        update(story, "other");
        story.until(() -> story.shop().function(THUMBS).settled());
        String third = story.person(story.aws().functions(), "PublishVersion", "{\"FunctionName\":\"shop-thumbs\"}").path("Version").asText();
        story.until(() -> story.shop().function(THUMBS).settled());
        story.person(story.aws().functions(), "UpdateAlias", "{\"FunctionName\":\"shop-thumbs\",\"Name\":\"live\",\"FunctionVersion\":\"" + third + "\"}");

        Deployment deployment = story.play(THUMBS);

        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ChangedBySomeoneElse");
        assertThat(story.shop().function(THUMBS).version("live")).isEqualTo(third);
        assertThat(story.shop().function(THUMBS).runs("live")).isNotEqualTo(old);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("aws lambda get-alias --region eu-central-1 --function-name shop-thumbs --name live")
                .contains("--function-version 1 ");
    }

    @Test
    void aPersonWhoMovesTheAliasBackWhileItBakesIsNotFoughtEither() {
        Story story = Story.open();
        String old = story.shop().function(THUMBS).runs("live");
        story.push("thumbs", "latest", "second", OTHER);
        story.until("Update").until(() -> story.shop().function(THUMBS).version("live").equals("2")).pass(Duration.ofSeconds(10));
        story.person(story.aws().functions(), "UpdateAlias", "{\"FunctionName\":\"shop-thumbs\",\"Name\":\"live\",\"FunctionVersion\":\"1\"}");

        Deployment deployment = story.play(THUMBS);

        assertThat(deployment.ending()).as(deployment.toString()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ChangedBySomeoneElse");
        assertThat(story.shop().function(THUMBS).runs("live")).isEqualTo(old);
        assertThat(story.calls()).containsOnlyOnce("lambda:UpdateAlias");
    }

    @Test
    void otherCodeBetweenPlanAndUpdateEndsItUntouched() {
        Story story = Story.open();
        story.push("thumbs", "latest", "second", OTHER);
        story.push("thumbs", "other", "third", OTHER);
        story.when("Announce", () -> update(story, "other"));

        Deployment deployment = story.play(THUMBS);

        assertThat(deployment.ending()).as(deployment.toString()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.restore().orElseThrow().way()).isEqualTo(Restore.Way.LEFT);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("function was changed by someone else in the meantime".substring(1));
        assertThat(story.calls()).doesNotContain("lambda:PublishVersion", "lambda:UpdateAlias");
    }

    @Test
    void scenario19_anUpdateOfSomeoneElseUnderWayIsWaitedForOrTold() {
        Story story = Story.open();
        story.push("thumbs", "other", "third", OTHER);
        update(story, "other");
        story.push("thumbs", "latest", "second", OTHER);

        Deployment deployment = story.play(THUMBS);

        assertThat(deployment.ending()).as(deployment.toString()).contains(Ending.SUCCEEDED);
        assertThat(deployment.plan().orElseThrow().baseline().release().images()).as("the code is gone back to as it was").hasSize(2);
        assertThat(deployment.plan().orElseThrow().running().images().get("$LATEST")).isNotEqualTo(deployment.plan().orElseThrow().running().images().get("live"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "slipway-PlanFunction | live | the target's function is deployed from a zip archive",
        "shop-none | live | the target's function is not there: correct function in the target document",
        "shop-thumbs | blue | the target's alias is not there: make it, or correct alias in the target document"})
    void whatIsNoImageFunctionIsRefusedAndNothingIsTouched(String function, String alias, String sentence) {
        Story story = Story.open();
        story.shop().follow(THUMBS, DOCUMENT.formatted(function, alias));
        story.pass(Duration.ofMinutes(1)).forget();
        story.push("thumbs", "latest", "second", OTHER);

        Deployment deployment = story.play(THUMBS);

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1));
        assertThat(story.calls()).noneMatch(call -> call.matches("lambda:(Update|Publish|Invoke).*"));
    }

    @Test
    void anAliasThatSplitsItsCallsIsRefused() {
        Story story = Story.open();
        story.push("thumbs", "other", "third", OTHER);
        update(story, "other");
        story.until(() -> story.shop().function(THUMBS).settled());
        story.person(story.aws().functions(), "PublishVersion", "{\"FunctionName\":\"shop-thumbs\"}");
        story.until(() -> story.shop().function(THUMBS).settled());
        story.person(story.aws().functions(), "UpdateAlias",
                "{\"FunctionName\":\"shop-thumbs\",\"Name\":\"live\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"2\":0.1}}}");
        story.push("thumbs", "latest", "second", OTHER);

        assertThat(story.play(THUMBS).cause().orElseThrow().sentence()).contains("splits its calls between two versions");
        assertThat(story.shop().function(THUMBS).weights("live")).containsEntry("2", 0.1);
    }

    @Test
    void anImageOfAnotherRegionIsRefused() {
        Story story = Story.open();
        story.start("{\"target\":\"shop-thumbs\",\"image\":\"123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/thumbs:latest\"}");
        story.play();
        assertThat(story.mail("OperationsTopic")).hasSize(1);
        assertThat(story.letters("OperationsTopic").getFirst()).contains("input.image is of a repository that the target does not follow");
        assertThat(story.deployments(THUMBS)).isEmpty();
    }

    @Test
    void aTargetThatIsOnlyObservedIsNotTouched() {
        Story story = Story.open().follow(THUMBS, "{\"mode\":\"observe\"}");
        story.push("thumbs", "latest", "second", OTHER);

        Deployment deployment = story.play(THUMBS);

        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ObservedOnly");
        assertThat(story.calls()).noneMatch(call -> call.matches("lambda:(Update|Publish|Invoke).*"));
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("tell the function to run latest instead of ").doesNotContain("tasks");
    }

    @Test
    void onePushGoesToManyFunctions() {
        Story story = Story.open();
        List<String> names = List.of("thumbs-small", "thumbs-large");
        names.forEach(name -> {
            story.aws().functions().function(name).image(story.aws().place().registry() + "/shop/thumbs:v1").alias("live").create();
            story.shop().follow(name, DOCUMENT.formatted(name, "live"));
        });
        story.pass(Duration.ofMinutes(1)).forget();

        String digest = story.push("thumbs", "latest", "second", OTHER);
        story.play();

        assertThat(List.of(THUMBS, "thumbs-small", "thumbs-large")).allSatisfy(name -> {
            assertThat(story.deployments(name).getFirst().ending()).contains(Ending.SUCCEEDED);
            assertThat(story.shop().function(name).runs("live")).isEqualTo(digest);
        });
    }

    /** A person's UpdateFunctionCode. */
    static void update(Story story, String tag) {
        story.person(story.aws().functions(), "UpdateFunctionCode",
                "{\"FunctionName\":\"shop-thumbs\",\"ImageUri\":\"" + story.aws().place().registry() + "/shop/thumbs:" + tag + "\"}");
    }
}
