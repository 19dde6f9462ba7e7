package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.codec.Json;
import slipway.release.Action;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.Release;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;
import slipway.rollout.Request;
import slipway.rollout.TargetState;
import slipway.rollout.Waiting;

/** What a person or a pipeline writes, understood. */
class AskedTest {
    private static final String HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/";
    private static final String OTHER = "210987654321.dkr.ecr.eu-central-1.amazonaws.com/";
    private static final Execution PERSON = new Execution("arn:execution", "by-hand", Shop.NOW);
    private static final String TWO = "[{\"name\":\"web\",\"imageUri\":\"" + HOST + "shop/web:v2\"},{\"name\":\"proxy\",\"imageUri\":\"" + OTHER + "proxy:7\"}]";

    private final Shop shop = new Shop();

    @Test
    void anArrayOfACodePipelineIsReadAsItIs() {
        Request request = read("{\"target\":\"shop-web\",\"imageDefinitions\":" + TWO + "}");

        assertThat(request).isEqualTo(new Request(Shop.WEB, Action.DEPLOY, "web=" + HOST + "shop/web:v2 proxy=" + OTHER + "proxy:7",
                Optional.empty(), Optional.empty(), new Origin(Origin.By.HAND, Shop.NOW, Optional.empty())));
    }

    @Test
    void whatWaitedIsStartedAgainWithTheSameArray() {
        Request request = read("{\"target\":\"shop-web\",\"imageDefinitions\":" + TWO + ",\"reason\":\"a test\",\"by\":\"ana\"}");
        TargetState state = TargetState.unknown(Shop.WEB).with(Optional.empty(), Optional.of(new Waiting(request, new DeploymentId("shop-web-1"), Shop.NOW)));

        Routed.Start start = Again.waiting(state, Optional.empty(), "close").orElseThrow();

        assertThat(read(Json.write(start.input()))).isEqualTo(request);
        assertThat(Json.tree(start.input()).path("imageDefinitions")).isEqualTo(Json.read(TWO, JsonNode.class));
        assertThat(Again.waiting(state, Optional.empty(), "another").orElseThrow().name()).as("a start that was lost is made again").isNotEqualTo(start.name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | input.imageDefinitions should be a JSON array with an object or more",
        "{\"name\":\"web\"} | input.imageDefinitions[0].imageUri is missing",
        "{\"imageUri\":\"HOSTshop/web:v2\"} | input.imageDefinitions[0].name is missing",
        "{\"name\":\"\",\"imageUri\":\"HOSTshop/web:v2\"} | input.imageDefinitions[0].name is missing",
        "{\"name\":7,\"imageUri\":\"HOSTshop/web:v2\"} | input.imageDefinitions[0].name should be text",
        "{\"name\":\"web\",\"imageUri\":\"HOSTshop/web:v2\",\"tag\":\"v2\"} | input.imageDefinitions[0] has an unknown field",
        "WEB,{\"name\":\"proxy\",\"imageUri\":\"mysql\"} | input.imageDefinitions[1].imageUri is malformed",
        "WEB,{\"name\":\"proxy\",\"imageUri\":\"123456789012.dkr.ecr.us-east-1.amazonaws.com/proxy:7\"} | input.imageDefinitions[1].imageUri is of another region than Slipway's",
        "WEB,{\"name\":\"proxy\",\"imageUri\":\"999999999999.dkr.ecr.eu-central-1.amazonaws.com/proxy:7\"} | input.imageDefinitions[1].imageUri is of an account whose registry Slipway may not read",
        "WEB,WEB | input.imageDefinitions[1].name is of a container that is named twice",
        "WEB,\"proxy\" | input.imageDefinitions[1] should be a JSON object"})
    void whatIsWrongWithAnEntryIsOneSentenceThatNamesIt(String entries, String said) {
        String array = entries.replace("WEB", "{\"name\":\"web\",\"imageUri\":\"HOSTshop/web:v2\"}").replace("HOST", HOST);

        assertThatThrownBy(() -> read("{\"target\":\"shop-web\",\"imageDefinitions\":[" + array + "]}"))
                .isInstanceOfSatisfying(BadInput.class, Shop::oneSentence).hasMessageStartingWith(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'action':'stop','waited':{'deployment':'shop-web-1','at':'2026-11-30T00:00:00Z'} | input.waited is for Slipway's own starts of what a person asked: leave it out",
        "'image':'v2','waited':{'at':'2026-11-30T00:00:00Z'} | input.waited.deployment is missing",
        "'image':'v2','waited':{'deployment':'shop-web-1','at':'noon'} | input.waited.at is malformed",
        "'image':'v2','waited':{'deployment':'shop-web-1','at':'2026-11-30T00:00:00Z','by':'me'} | input.waited has an unknown field"})
    void whatOnlySlipwayWritesIsReadAsStrictly(String fields, String said) {
        assertThatThrownBy(() -> read(("{'target':'shop-web'," + fields + "}").replace('\'', '"')))
                .isInstanceOfSatisfying(BadInput.class, Shop::oneSentence).hasMessageStartingWith(said);
    }

    @Test
    void noWishIsOfATimeToCome() {
        Request request = read("{\"target\":\"shop-web\",\"image\":\"v2\",\"waited\":{\"deployment\":\"shop-web-1\",\"at\":\"2999-01-01T00:00:00Z\"}}");
        assertThat(request.origin().at()).isEqualTo(Shop.NOW);
    }

    @Test
    void noiseOfAnySizeIsRefusedInAShortSentence() {
        List<Object> wrong = List.of("/".repeat(300_000), Map.of("name", "a/".repeat(100_000), "imageUri", "x"), Map.of("name", "web", "imageUri", HOST + "a/".repeat(100_000) + "b:v1"),
                Map.of("name", "web", "imageUri", "a/".repeat(100_000)), IntStream.range(0, 20_000).boxed().toList());
        for (Object entry : wrong) {
            JsonNode input = Json.tree(Map.of("target", "shop-web", "imageDefinitions", entry instanceof List<?> many ? many : List.of(entry)));
            assertThatThrownBy(() -> read(input)).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence);
        }
    }

    @Test
    void aRollbackNamesADeploymentThatWasSeenHealthy() {
        shop.memory.write(ended("shop-api-good", Shop.API, Ending.SUCCEEDED));

        assertThat(read(back("\"shop-api-good\"")).asked()).isEqualTo("shop-api-good");
        assertThat(read("{\"target\":\"shop-api\",\"action\":\"rollback\"}").asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"shop-api-none\" | input.to names no deployment",
        "\"shop-web-good\" | input.to is a deployment of another target",
        "\"shop-api-refused\" | input.to was never seen healthy",
        "\"shop-api-lost\" | input.to was never seen healthy",
        "\"not an id\" | input.to is malformed",
        "\"\" | input.to is missing",
        "null | input.to is missing",
        "7 | input.to should be text"})
    void anyOtherIsRefusedAndIsNoPlainRollback(String to, String said) {
        shop.memory.write(ended("shop-web-good", Shop.WEB, Ending.SUCCEEDED));
        shop.memory.write(ended("shop-api-refused", Shop.API, Ending.NOT_CHANGED));
        shop.memory.write(ended("shop-api-lost", Shop.API, Ending.NEEDS_HUMAN));

        assertThatThrownBy(() -> read(back(to))).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence).hasMessageStartingWith(said);
    }

    /** Each input in the table is the first cell of a row. */
    @Test
    void everyInputInTheDocsIsUnderstood() throws IOException {
        shop.memory.write(ended("shop-api-0123456789abcdef", Shop.API, Ending.SUCCEEDED));
        List<String> inputs = Files.readAllLines(Path.of("..", "docs", "OPERATIONS.md")).stream().filter(line -> line.startsWith("| `{"))
                .map(line -> line.substring(3, line.indexOf("` |"))).toList();

        shop.memory.holds.add(new Hold(Shop.API, Shop.A, new DeploymentId("shop-api-bad"), Optional.of(new Tag("v2")), Optional.empty(), Shop.NOW, "It crashed."));
        List.of(Shop.API, TargetName.ALL).forEach(name -> shop.memory.freezes.put(name, new Freeze(name, "why", "ana", Shop.NOW, Shop.NOW.plusSeconds(9))));

        assertThat(inputs).extracting(input -> Ruling.in(Json.read(input, JsonNode.class)) ? shop.claim(input, "by-hand").deployment().action() : read(input).action())
                .containsExactly(Action.DEPLOY, Action.DEPLOY, Action.ROLLBACK, Action.ROLLBACK, Action.STOP,
                        Action.HOLD, Action.RELEASE, Action.FREEZE, Action.FREEZE, Action.UNFREEZE, Action.UNFREEZE);
    }

    private static String back(String to) {
        return "{\"target\":\"shop-api\",\"action\":\"rollback\",\"to\":" + to + "}";
    }

    private static Deployment ended(String id, TargetName target, Ending ending) {
        Instant at = Shop.NOW.minusSeconds(3600);
        return Deployment.asked(new DeploymentId(id), target, Action.DEPLOY, new Origin(Origin.By.PUSH, at, Optional.empty()), "v1", "arn", at)
                .with(new Change(Release.of("arn/api:1", Map.of()), "ecs-svc/1", at)).ended(ending, at);
    }

    private Request read(String input) {
        return read(Json.read(input, JsonNode.class));
    }

    private Request read(JsonNode input) {
        Settings settings = new Settings("123456789012", "eu-central-1", "table", "deployments", "operations", Optional.empty(),
                Set.of("123456789012", "210987654321"));
        return new Asked(settings, shop.memory, shop.memory).read(input, PERSON).request();
    }
}
