package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** What becomes of a task definition that says all that can be said. */
class DefinitionStoriesTest {
    private static final List<String> OF_THE_ANSWER = List.of("taskDefinitionArn", "revision", "registeredAt", "registeredBy");

    @Test
    void aDefinitionThatUsesEveryFieldDiffersInTheImageAlone() {
        Story story = Story.open();
        JsonNode definition = definition(story.runs("web", "proxy"));
        String before = rich(story, definition);
        assertThat(missing(definition, RegisterTaskDefinitionRequest.builder().build().sdkFields())).isEmpty();
        assertThat(missing(definition.path("containerDefinitions").path(0), ContainerDefinition.builder().build().sdkFields())).isEmpty();
        String digest = story.push("api", "v2", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);

        JsonNode was = described(story, before);
        JsonNode is = described(story, story.aws().ecs().service("shop", "rich").taskDefinition());
        assertThat(is).isNotEqualTo(was);
        container(was, 0).put("image", container(is, 0).path("image").asText());
        assertThat(container(is, 0).path("image").asText()).endsWith("/shop/api@" + digest);
        assertThat(container(is, 1).path("image").asText()).isEqualTo(container(was, 1).path("image").asText());
        assertThat(is).isEqualTo(was);
    }

    @Test
    void oneThatWasDeregisteredIsRegisteredAnewForTheWayBackWithAllThatItSaid() {
        Story story = Story.open();
        JsonNode was = described(story, rich(story, definition(story.runs("web", "proxy"))));
        story.push("api", "v2", Behaviour.GOOD.crashingAfter(java.time.Duration.ofSeconds(2), 1));
        List<String> gone = new java.util.ArrayList<>();
        story.when("Roll back", () -> {
            gone.add(story.deployments("shop-api").getFirst().plan().orElseThrow().baseline().release().revision().orElseThrow());
            story.person(story.aws().ecs(), "DeregisterTaskDefinition", "{\"taskDefinition\":\"" + gone.getFirst() + "\"}");
        });

        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);

        String copy = story.aws().ecs().service("shop", "rich").taskDefinition();
        assertThat(gone).isNotEmpty().doesNotContain(copy);
        JsonNode is = described(story, copy);
        container(was, 0).put("image", container(is, 0).path("image").asText());
        assertThat(is).isEqualTo(was);
    }

    private static String rich(Story story, JsonNode definition) {
        // As its owner has to, before Slipway may start tasks with its roles, or read what they log.
        story.aws().stack().update(Map.of("TaskRoleArns", definition.path("taskRoleArn").asText() + "," + definition.path("executionRoleArn").asText(), "TaskLogGroups", "/shop/rich"));
        story.aws().logs().createGroup("/shop/rich", 0);
        String before = story.aws().ecs().register((ObjectNode) definition);
        story.aws().ecs().cluster("shop").service("rich").desired(1).runs(before).create();
        assertThat(story.aws().ecs().service("shop", "rich").settle(java.time.Duration.ofMinutes(15))).isTrue();
        story.follow("shop-api", "{\"service\":\"rich\"}");
        return before;
    }

    @Test
    void anEqualRevisionIsUsedAgain() {
        Story story = RollbackStoriesTest.live("v2");
        String second = story.shop().service("api").taskDefinition();
        story.push("api", "v3", Behaviour.GOOD);
        story.play();

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.play();

        assertThat(story.shop().service("api").taskDefinition()).isEqualTo(second);
        assertThat(story.calls()).containsOnlyOnce("ecs:RegisterTaskDefinition");
    }

    static JsonNode described(Story story, String revision) {
        JsonNode output = story.person(story.aws().ecs(), "DescribeTaskDefinition",
                "{\"taskDefinition\":\"" + revision + "\",\"include\":[\"TAGS\"]}").deepCopy();
        ((ObjectNode) output.path("taskDefinition")).remove(OF_THE_ANSWER);
        return output;
    }

    private static ObjectNode container(JsonNode described, int index) {
        return (ObjectNode) described.path("taskDefinition").path("containerDefinitions").path(index);
    }

    /** Returns which members that the SDK knows the JSON does not say. */
    private static List<String> missing(JsonNode json, List<SdkField<?>> fields) {
        return fields.stream().map(SdkField::locationName).filter(name -> !json.has(name)).toList();
    }

    private static JsonNode definition(String proxy) {
        try (InputStream file = DefinitionStoriesTest.class.getResourceAsStream("every-field.json")) {
            return Story.json(new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("PROXY", proxy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
