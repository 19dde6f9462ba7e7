package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Release;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.Workload;
import slipway.rollout.BadInput;
import slipway.rollout.Seen;
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
        assertThat(routed.why()).isEqualTo("2 of 3 targets that follow shop/api deploy 2c3c65c4c52d");
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
    void theSweepStartsWhatWaitsWithoutAHolder() throws Exception {
        JsonNode event = ((ObjectNode) pushed()).put("time", "2026-11-21T12:00:10Z");
        Routed.Start start = shop.match(event).starts().getFirst();
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1\"}", "holder");
        assertThat(shop.claim(Json.tree(start.input()), start.name().value()).kind()).isEqualTo(Claim.Claimed.Kind.Waiting);
        assertThat(shop.match(SWEEP).starts()).isEmpty();
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));
        Routed.Start again = shop.match(SWEEP).starts().getFirst();
        assertThat(Json.tree(again.input())).isEqualTo(Json.tree(start.input()));
    }

    @Test
    void theSweepStartsAWaitingStartByHandAsItWasAsked() {
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "one");
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.3\"}", "two");
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));
        assertThat(Json.write(shop.match(SWEEP).starts().getFirst().input())).isEqualTo("{\"target\":\"shop-api\",\"image\":\"v1.4.3\"}");
    }

    @Test
    void theSweepFindsWhatNoEventTold() {
        seen(Shop.NOW.minusSeconds(61));
        Routed swept = shop.match(SWEEP);
        assertThat(swept.kind()).isEqualTo(Routed.Kind.Swept);
        assertThat(swept.why()).isEqualTo("2 targets looked at, 1 to start");
        JsonNode input = Json.tree(swept.starts().getFirst().input());
        assertThat(input.at("/push/digest").asText()).isEqualTo(Shop.B.value());
        assertThat(input.at("/push/by").asText()).isEqualTo("SWEEP");
        assertThat(input.at("/push/at").asText()).isEqualTo(Shop.NOW.minusSeconds(60).toString());
    }

    @Test
    void theSweepLeavesWhatIsKnownOrOlderOrNeverBegan() {
        assertThat(shop.match(SWEEP).starts()).as("a target that Slipway never deployed").isEmpty();
        seen(Shop.NOW.minusSeconds(60));
        assertThat(shop.match(SWEEP).starts()).as("an image as old as the live one").isEmpty();
        seen(Shop.NOW.minusSeconds(61));
        Deployment known = shop.claim(Json.tree(shop.match(SWEEP).starts().getFirst().input()), "shop-web-1").deployment();
        shop.memory.states.computeIfPresent(Shop.WEB, (_, state) -> state.closed(known.claim()));
        assertThat(shop.match(SWEEP).starts()).as("an image with a record").isEmpty();
    }

    @Test
    void theSweepNamesWhatItCouldNotReadAndGoesOn() {
        seen(Shop.NOW.minusSeconds(61));
        shop.registryAnswers = false;
        assertThat(shop.match(SWEEP).why()).isEqualTo("2 targets looked at, 0 to start; not read: shop-web (registry did not answer)");
    }

    private void seen(Instant pushed) {
        Release release = Release.of("arn:web:1", Map.of());
        shop.memory.states.put(Shop.WEB, TargetState.unknown(Shop.WEB).seenHealthy(new Seen(release, new DeploymentId("old"), pushed, Shop.NOW)));
    }

    private static JsonNode pushed() throws Exception {
        return Json.MAPPER.readTree(Files.readString(Path.of("..", "events", "accepted", "tagged-push.json")));
    }
}
