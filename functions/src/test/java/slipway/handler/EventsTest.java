package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.codec.Json;
import slipway.release.DeploymentId;
import slipway.rollout.BadInput;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;

/** Walks the samples: the folder is the fate, the file's name is the sentence. */
class EventsTest {
    private final Shop shop = new Shop();

    @BeforeEach
    void oneImageIsHeldAndOneTargetIsFrozen() {
        shop.memory.holds.add(new Hold(Shop.API, Shop.A, new DeploymentId("shop-api-bad"), Shop.NOW.minusSeconds(60), "It crashed."));
        shop.memory.freezes.put(Shop.WEB, new Freeze(Shop.WEB, "release week", "ana", Shop.NOW.minusSeconds(60), Shop.NOW.plusSeconds(3600)));
    }

    static List<Path> accepted() throws IOException {
        return files("accepted");
    }

    static List<Path> ignored() throws IOException {
        return files("ignored");
    }

    static List<Path> refused() throws IOException {
        return files("refused");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptedEventsStartOrSweepOrClaim(Path file) throws IOException {
        JsonNode event = read(file);
        if (event.has("target")) {
            assertThat(shop.claim(event, "by-hand").kind()).isIn(Claim.Claimed.Kind.Claimed, Claim.Claimed.Kind.Refused, Claim.Claimed.Kind.Ruled);
        } else {
            Routed routed = shop.match(event);
            assertThat(routed.kind()).as(routed.why()).isIn(Routed.Kind.Start, Routed.Kind.Sweep);
            assertThat(routed.starts()).hasSize(routed.kind() == Routed.Kind.Start ? 1 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("ignored")
    void ignoredEventsStartNothingAndSayWhy(Path file) throws IOException {
        Routed routed = shop.match(read(file));
        assertThat(routed.kind()).isEqualTo(Routed.Kind.Ignored);
        assertThat(routed.starts()).isEmpty();
        assertThat(routed.why()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusedEventsChangeNothingAndNameTheRemedy(Path file) throws IOException {
        JsonNode event = read(file);
        assertThatThrownBy(() -> {
            if (event.has("target")) {
                shop.claim(event, "by-hand");
            } else {
                shop.match(event);
            }
        }).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence);
        assertThat(shop.memory.states).isEmpty();
        assertThat(shop.memory.records).isEmpty();
    }

    private static JsonNode read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static List<Path> files(String fate) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("..", "events", fate))) {
            return all.sorted().toList();
        }
    }
}
