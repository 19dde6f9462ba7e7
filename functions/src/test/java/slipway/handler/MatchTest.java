package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.codec.Json;
import slipway.release.DeploymentId;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.Workload;
import slipway.rollout.BadInput;
import slipway.rollout.TargetState;

class MatchTest {
    private static final JsonNode SWEEP = Json.read("{\"sweep\":true}", JsonNode.class);
    private final Shop shop = new Shop();

    @Test
    void aPushStartsADeploymentWithAllThatIsKnownOfIt() throws Exception {
        JsonNode routed = Json.tree(shop.match(pushed()));
        JsonNode expected = Json.read("""
                {"target":"shop-api","push":{"repository":"shop/api","account":"123456789012","region":"eu-central-1",
                "digest":"%s","tag":"v2","at":"2026-11-21T12:00:00Z","event":"fcf0ea66-1f2b-4b6e-9d2e-5a0c8f3c1d10"}}
                """.formatted(Shop.A), JsonNode.class);
        assertThat(routed.at("/kind").asText()).isEqualTo("Start");
        assertThat(routed.at("/starts/0/input")).isEqualTo(expected);
        assertThat(routed.at("/starts/0/name").asText()).matches("shop-api-[0-9a-f]{16}");
    }

    @Test
    void theSamePushHasTheSameNameUntilADeploymentIsClosed() throws Exception {
        DeploymentId first = shop.match(pushed()).starts().getFirst().name();
        assertThat(shop.match(pushed()).starts().getFirst().name()).isEqualTo(first);
        shop.memory.states.put(Shop.API, TargetState.unknown(Shop.API).closed(1));
        assertThat(shop.match(pushed()).starts().getFirst().name()).isNotEqualTo(first);
    }

    @Test
    void aLaterPushOfTheSameDigestIsAnotherQuestion() throws Exception {
        DeploymentId first = shop.match(pushed()).starts().getFirst().name();
        JsonNode later = ((ObjectNode) pushed()).put("time", "2026-11-21T12:30:00Z");
        assertThat(shop.match(later).starts().getFirst().name()).isNotEqualTo(first);
    }

    @Test
    void eachTargetThatFollowsTheTagStarts() throws Exception {
        shop.memory.enrol(Shop.target("staging", "shop/api", new Tags(Tags.Kind.ANY, "")));
        shop.memory.enrol(Shop.target("stable", "shop/api", new Tags(Tags.Kind.EXACT, "stable")));
        Routed routed = shop.match(pushed());
        assertThat(routed.starts()).extracting(start -> start.name().value().replaceAll("-[0-9a-f]{16}", "")).containsExactly("shop-api", "staging");
        assertThat(routed.why()).isEqualTo("2 of 3 targets that follow shop/api deploy 885bb3636d43");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag-of-slipway-itself", "replication-of-a-tag-of-slipway-itself"})
    void aTagOfSlipwaysOwnStartsNothingWhateverATargetFollows(String event) throws Exception {
        for (Tags tags : List.of(new Tags(Tags.Kind.ANY, ""), new Tags(Tags.Kind.GLOB, "s*"), new Tags(Tags.Kind.REGEX, "slipway-live-.*"))) {
            shop.memory.enrol(Shop.target("all-" + tags.kind(), "shop/api", tags));
        }
        Routed routed = shop.match(Json.read(Files.readString(Path.of("../events/ignored/" + event + ".json")), JsonNode.class));
        assertThat(routed.starts()).isEmpty();
        assertThat(routed.why()).isEqualTo("Slipway itself has put the tag slipway-live-shop-api-885bb3636d43 on an image that was there already");
    }

    @Test
    void aPersonWhoRoutesATagOfSlipwaysOwnStartsNothing() {
        shop.memory.enrol(Shop.target("all", "shop/api", new Tags(Tags.Kind.ANY, "")));
        shop.store(Shop.SHOP_API, Shop.A, "v2", "slipway-live-shop-api-885bb3636d43");
        JsonNode asked = Json.read("{\"repository\":\"shop/api\",\"tag\":\"slipway-live-shop-api-885bb3636d43\"}", JsonNode.class);
        assertThat(shop.match(asked).starts()).isEmpty();
        JsonNode digest = Json.read("{\"repository\":\"shop/api\",\"digest\":\"" + Shop.A + "\"}", JsonNode.class);
        assertThat(shop.match(digest).starts()).allSatisfy(start -> assertThat(Json.tree(start.input()).at("/push/tag").asText()).isEqualTo("v2")).hasSize(2);
    }

    @Test
    void twoThousandFollowersFitIntoOneResultAndTheSweepHasTheRest() throws Exception {
        for (int number = 0; number < 2010; number++) {
            shop.memory.enrol(Shop.target("%063d".formatted(number), "shop/api", new Tags(Tags.Kind.ANY, "")));
        }
        Routed routed = shop.match(pushed());
        Packed packed = Packed.of(routed);
        assertThat(packed.why()).endsWith("; 11 of them are left to the sweep");
        assertThat(Json.write(packed).getBytes(StandardCharsets.UTF_8)).as("bytes, of 256 KiB with what Step Functions adds").hasSizeLessThan(250_000);
        assertThat(packed.starts()).hasSize(2000).allSatisfy(start -> assertThat(start.input()).isZero());
        assertThat(packed.inputs()).singleElement().satisfies(input ->
                assertThat(((ObjectNode) input.deepCopy()).put("target", "shop-api")).isEqualTo(Json.tree(routed.starts().getLast().input())));
        assertThat(packed.starts().getFirst().target() + "-" + packed.starts().getFirst().id()).isEqualTo(routed.starts().getFirst().name().value());
    }

    @Test
    void aTargetOfAnotherRegistryIsNotConcerned() throws Exception {
        shop.memory.enrol(new Target(Shop.API, new Workload.EcsService("shop", "api", List.of()), "shop/api", Optional.of("210987654321"),
                new Tags(Tags.Kind.ANY, ""), Mode.DEPLOY, Limits.DEFAULT, Optional.empty()));
        assertThat(shop.match(pushed()).why()).isEqualTo("no target follows 123456789012/shop/api");
    }

    @Test
    void aTagNobodyChoosesIsIgnoredWithThePolicies() throws Exception {
        JsonNode event = pushed();
        ((ObjectNode) event.get("detail")).put("image-tag", "dev-17");
        assertThat(shop.match(event).why()).isEqualTo("no target chooses dev-17: shop-api follows v*");
    }

    @Test
    void aPersonsDigestComesUnderTheTagThatTheTargetFollows() {
        JsonNode input = Json.tree(shop.match(Json.tree(Map.of("repository", "shop/api", "digest", Shop.A.value()))));
        assertThat(input.at("/starts/0/input/push/tag").asText()).isEqualTo("v1.4.2");
        assertThat(input.at("/starts/0/input/push/by").asText()).isEqualTo("HAND");
        assertThat(input.at("/starts/0/input/push/at").asText()).isEqualTo(Shop.NOW.toString());
    }

    @Test
    void hugeNoiseIsRefusedInAShortSentence() {
        JsonNode noise = Json.tree(Map.of("repository", "x".repeat(300_000), "tag", "y".repeat(300_000)));
        assertThatThrownBy(() -> shop.match(noise)).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence);
        assertThatThrownBy(() -> shop.match(Json.tree(Map.of("z".repeat(300_000), 1)))).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence);
    }

    @Test
    void theSweepIsToldItsTargetsByRepositoryInBatches() {
        for (int number = 0; number < 40; number++) {
            shop.memory.enrol(Shop.target("t%02d".formatted(number), number % 2 == 0 ? "shop/web" : "shop/api", new Tags(Tags.Kind.ANY, "")));
        }
        Routed swept = shop.match(SWEEP);
        assertThat(swept.kind()).isEqualTo(Routed.Kind.Sweep);
        assertThat(swept.why()).isEqualTo("42 targets to look at");
        assertThat(swept.starts()).isEmpty();
        assertThat(swept.batches()).extracting(batch -> batch.targets().size()).containsExactly(20, 20, 2);
        assertThat(swept.batches().getFirst().targets()).extracting(name -> shop.memory.targets.get(name).repository()).containsOnly("shop/api");
        assertThat(swept.batches().stream().flatMap(batch -> batch.targets().stream())).doesNotHaveDuplicates().hasSize(42);
    }

    private static JsonNode pushed() throws Exception {
        return Json.MAPPER.readTree(Files.readString(Path.of("..", "events", "accepted", "tagged-push.json")));
    }
}
