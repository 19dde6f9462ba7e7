package slipway.handler;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.codec.Json;
import slipway.release.DeploymentId;
import slipway.rollout.BadInput;
import slipway.rollout.Hold;

/** Whatever a person or EventBridge sends is understood, or refused with one sentence; Step Functions itself lets nothing but JSON through. */
class InputFuzzTest {
    @FuzzTest(maxDuration = "120s")
    void anyInputOfTheDeployMachineIsUnderstoodOrRefused(byte[] data) {
        Shop shop = new Shop();
        shop.memory.holds.add(new Hold(Shop.API, Shop.A, new DeploymentId("shop-api-bad"), Instant.EPOCH, "It crashed."));
        json(data, input -> shop.claimed(input, "by-hand"));
    }

    @FuzzTest(maxDuration = "60s")
    void anyEventOfTheRouteMachineIsUnderstoodOrRefused(byte[] data) {
        json(data, new Shop()::match);
    }

    private static void json(byte[] data, Consumer<JsonNode> read) {
        try {
            read.accept(Optional.ofNullable(Json.MAPPER.readTree(new String(data, StandardCharsets.UTF_8))).filter(node -> !node.isMissingNode()).orElse(Json.MAPPER.nullNode()));
        } catch (BadInput refused) {
            Shop.oneSentence(refused);
        } catch (JsonProcessingException neverSent) {
            // There is nothing to understand.
        }
    }
}
