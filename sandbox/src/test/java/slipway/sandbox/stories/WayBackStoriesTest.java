package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.wire.Fault;

/** The way back without Slipway, command by command as docs/OPERATIONS.md has it, while Slipway can reach nothing. */
class WayBackStoriesTest {
    private static final Path PAGE = Path.of("..", "docs", "OPERATIONS.md");

    private final Story story = Story.open();
    private final Map<String, String> fill = new HashMap<>();
    private final List<String> played = new ArrayList<>();

    @Test
    void scenario37_aServiceGoesBackByTheCommandsThatAreWrittenDown() throws IOException {
        String good = story.push("api", "v2", GOOD);
        story.play();
        String bad = story.push("api", "v3", GOOD);
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(bad);
        down();

        fill.putAll(Map.of("FAMILY", "shop-api", "C", "shop", "S", "api"));
        for (AwsLine line : AwsLine.of(PAGE, "Going back without Slipway: ECS")) {
            switch (line.operation()) {
                case "GetParameter" -> assertThat(ask(line).at("/Parameter/Value").asText()).endsWith("@" + bad);
                case "ListTaskDefinitions" -> fill.put("revisions", String.join(" ", StreamSupport.stream(ask(line).path("taskDefinitionArns").spliterator(), false)
                        .limit(Integer.parseInt(line.options().get("max-items"))).map(JsonNode::asText).toList()));
                case "DescribeTaskDefinition" -> fill.put("FAMILY:N", chosen(line, good));
                default -> ask(line);
            }
        }
        assertThat(story.shop().service("api").settle(Duration.ofMinutes(10))).isTrue();

        assertThat(played).containsExactly("ssm:GetParameter", "ecs:ListTaskDefinitions", "ecs:DescribeTaskDefinition", "ecs:UpdateService");
        assertThat(story.runs("api", "api")).isEqualTo(good);
        upAgain("api", good);
    }

    @Test
    void scenario37_aFunctionGoesBackByTheCommandsThatAreWrittenDown() throws IOException {
        String good = story.shop().function("shop-thumbs").runs("live");
        story.aws().ecr().push("shop/thumbs", "latest", "second", FunctionBehaviour.GOOD);
        story.play();
        String bad = story.shop().function("shop-thumbs").runs("live");
        assertThat(bad).isNotEqualTo(good);
        down();

        fill.putAll(Map.of("F", "shop-thumbs", "ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:…", HandStoriesTest.HOST + "shop/thumbs@" + good));
        for (AwsLine line : AwsLine.of(PAGE, "Going back without Slipway: Lambda")) {
            switch (line.operation()) {
                case "GetParameter" -> assertThat(ask(line).at("/Parameter/Value").asText()).startsWith(HandStoriesTest.HOST + "shop/thumbs@sha256:");
                case "ListVersionsByFunction" -> fill.put("N", StreamSupport.stream(ask(line).path("Versions").spliterator(), false)
                        .filter(version -> ("sha256:" + version.path("CodeSha256").asText()).equals(good) && !version.path("Version").asText().equals("$LATEST"))
                        .map(version -> version.path("Version").asText()).findFirst().orElseThrow());
                case "UpdateAlias" -> {
                    ask(line);
                    assertThat(story.shop().function("shop-thumbs").runs("live")).as("that is all that callers need").isEqualTo(good);
                }
                // The waiter asks for the state until it is what it waits for.
                case "Wait functionUpdatedV2" -> story.until(() -> story.shop().function("shop-thumbs").settled());
                default -> ask(line);
            }
        }

        assertThat(played).containsExactly("ssm:GetParameter", "lambda:ListVersionsByFunction", "lambda:UpdateAlias", "lambda:UpdateFunctionCode", "lambda:PublishVersion");
        assertThat(story.shop().function("shop-thumbs").runs("live")).isEqualTo(good);
    }

    /** Slipway's functions reach nothing; a person does. */
    private void down() {
        story.aws().wire().disturb(_ -> Fault.internal(false));
        story.forget();
    }

    private String chosen(AwsLine line, String digest) {
        for (String revision : fill.get("revisions").split(" ")) {
            fill.put("FAMILY:N", revision.substring(revision.lastIndexOf('/') + 1));
            JsonNode answer = ask(line);
            played.removeLast();
            if (StreamSupport.stream(answer.at("/taskDefinition/containerDefinitions").spliterator(), false).anyMatch(one -> one.path("image").asText().endsWith("@" + digest))) {
                played.add("ecs:DescribeTaskDefinition");
                return fill.get("FAMILY:N");
            }
        }
        throw new AssertionError("no revision of the listed runs " + digest);
    }

    private JsonNode ask(AwsLine line) {
        AwsLine filled = line.with(fill);
        Service service = switch (line.service()) {
            case "ssm" -> story.aws().ssm();
            case "ecs" -> story.aws().ecs();
            case "lambda" -> story.aws().functions();
            default -> throw new AssertionError("no story plays " + line);
        };
        JsonNode answer = story.person(service, line.operation(), filled.input().toString());
        assertThat(filled.finds(answer)).as("%s finds what it asks for in %s", filled, answer).isTrue();
        played.add(line.service() + ":" + line.operation());
        return answer;
    }

    /** Slipway finds what a person did, tells it, and leaves it. */
    private void upAgain(String service, String digest) {
        story.aws().wire().disturb(_ -> new Fault.None());
        story.pass(Duration.ofHours(3)).play();
        assertThat(story.runs(service, service)).isEqualTo(digest);
        assertThat(story.slack()).filteredOn(text -> text.startsWith("DRIFT")).hasSize(1);
    }
}
