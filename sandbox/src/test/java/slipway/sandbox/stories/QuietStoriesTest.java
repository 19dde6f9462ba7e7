package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;

/** What a target wants told less loudly, and in which form the topics are told. */
class QuietStoriesTest {
    private static final String QUIET = "{\"notify\":{\"START\":[],\"SUCCEEDED\":[\"slack\"],\"SAME_IMAGE\":[],\"SUPERSEDED\":[]}}";

    @Test
    void successIsToldInSlackAloneAndTheSameImageToMachinesAlone() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", QUIET);
        story.push("api", "v3", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.slack()).singleElement().asString().startsWith("LIVE shop-api v3");
        assertThat(story.mail("DeploymentsTopic")).isEmpty();
        assertThat(story.events().getLast().path("ending").asText()).isEqualTo("SUCCEEDED");

        story.forget();
        story.start("{\"target\":\"shop-api\",\"image\":\"v3\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.slack()).isEmpty();
        assertThat(story.mail("DeploymentsTopic")).isEmpty();
        assertThat(story.events().getLast().path("cause").asText()).isEqualTo("SameImage");
    }

    @Test
    void whatWentWrongIsToldByEveryChannel() {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", QUIET);
        story.push("api", "v3", GOOD.answering(500));
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.slack()).singleElement().asString().startsWith("ROLLED BACK ");
        assertThat(story.mail("DeploymentsTopic")).singleElement().asString().startsWith("ROLLED BACK ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLED_BACK", "NEEDS_HUMAN"})
    void toSilenceWhatWentWrongIsRefusedWhenTheDocumentIsEnrolled(String ending) {
        Story story = RollbackStoriesTest.live("v2").follow("shop-api", "{\"notify\":{\"" + ending + "\":[]}}");
        story.play();
        assertThat(story.letters("OperationsTopic").getLast()).contains("shop-api: notify." + ending + " is told by every channel, always: remove it");
    }

    @Test
    void aChatNotificationThreadsWhatIsToldOfOneDeployment() {
        Story story = Story.with(Map.of("TopicFormat", "chat"));
        story.push("api", "v2", GOOD);
        Deployment deployment = story.play("shop-api");

        List<JsonNode> told = story.letters("DeploymentsTopic").stream().map(Looks::json).toList();
        assertThat(told).hasSize(2).allSatisfy(message -> {
            assertThat(message.path("source").asText()).isEqualTo("custom");
            assertThat(message.path("metadata").path("threadId").asText()).isEqualTo(deployment.id().value());
        });
        assertThat(told.getLast().path("content").path("title").asText()).startsWith("LIVE shop-api v2");
        assertThat(story.mail("DeploymentsTopic").getLast()).startsWith("LIVE shop-api v2");
    }

    @Test
    void jsonIsForAProgram() {
        Story story = Story.with(Map.of("TopicFormat", "json"));
        story.push("api", "v2", GOOD);
        Deployment deployment = story.play("shop-api");
        JsonNode end = Looks.json(story.letters("DeploymentsTopic").getLast());
        assertThat(end.path("deployment").asText()).isEqualTo(deployment.id().value());
        assertThat(end.path("moment").asText()).isEqualTo("END");
    }
}
