package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.codec.Json;
import slipway.release.Action;
import slipway.release.DeploymentId;
import slipway.rollout.Heard;
import slipway.rollout.StopRequest;
import slipway.rollout.TargetState;

/** What is started once more of what died before it had its target, and what operators are told. */
class DeathsTest {
    private static final String DEAD = "arn:aws:states:eu-central-1:123456789012:execution:slipway-deploy:by-hand-1";
    private static final String PUSH = "{'target':'shop-api','push':{'digest':'sha256:1'}}";

    private final Shop shop = new Shop();

    private Routed died(String status, String input) {
        JsonNode event = Json.tree(Map.of("source", "aws.states", "detail-type", Deaths.TYPE, "account", "123456789012", "region", "eu-central-1",
                "detail", Map.of("status", status, "executionArn", DEAD, "stateMachineArn", "arn:aws:states:eu-central-1:123456789012:stateMachine:slipway-deploy",
                        "startDate", Shop.NOW.minusSeconds(60).toEpochMilli(), "input", input.replace('\'', '"'))));
        return shop.match(event);
    }

    private static ObjectNode again(Routed routed) {
        assertThat(routed.starts()).hasSize(1);
        return (ObjectNode) routed.starts().getFirst().input();
    }

    @Test
    void aPushIsStartedOnceMoreAsItWas() {
        Routed routed = died("FAILED", PUSH);
        assertThat(again(routed).path("again").asText()).isEqualTo(DEAD);
        assertThat(again(routed).has("asked")).isFalse();
        assertThat(routed.died()).contains("The execution by-hand-1 of slipway-deploy failed before it had shop-api: nothing was touched, and it is started once more.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'target':'shop-api','action':'freeze','reason':'r','by':'ana','until':'2h'} | freeze of shop-api", "{'target':'*','action':'unfreeze','by':'ana'} | unfreeze of all targets",
        "{'target':'shop-api','action':'hold','image':'x','reason':'r','by':'ana'} | hold of shop-api", "{'target':'shop-api','action':'release','image':'x','reason':'r','by':'ana'} | release of shop-api"})
    void whatAPersonRuledIsRuledOnceMoreAsOfWhenTheyAskedForIt(String input, String what) {
        Routed routed = died("TIMED_OUT", input);
        assertThat(again(routed).path("again").asText()).isEqualTo(DEAD);
        assertThat(again(routed).path("asked").asText()).isEqualTo("2026-11-21T11:59:05Z");
        assertThat(routed.died()).contains("The execution by-hand-1 of slipway-deploy ran out of time before the " + what + " was written down: it is started once more; twice does no harm.");

        Routed twice = died("FAILED", again(routed).toString());
        assertThat(twice.starts()).isEmpty();
        assertThat(twice.died().orElseThrow()).endsWith("it may be done or not. Ask again if you want it; twice does no harm.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'target':'shop-api','image':'v2'}", "{'target':'shop-api','imageDefinitions':[{'name':'api','imageUri':'x'}]}", "{'target':'shop-api','action':'rollback'}",
        "{'target':'shop-api','action':'stop'}"})
    void whatElseAPersonAskedForIsTheirsToAskAgain(String input) {
        Routed routed = died("FAILED", input);
        assertThat(again(routed).path("again").asText()).as("what only looks whether it left something").isEqualTo(DEAD);
        assertThat(routed.died().orElseThrow()).endsWith("before it had shop-api: nothing was touched, and what a person asked for is not started again by itself, "
                + "since others may have decided since. Look what runs, and ask again if you still want it.");
        assertThat(died("FAILED", again(routed).toString()).starts()).isEmpty();
    }

    @Test
    void whoHasTurnedADeploymentAroundNeedNotAskAgain() {
        shop.claim(PUSH.replace('\'', '"').replace("{\"digest\":\"sha256:1\"}", "{\"repository\":\"shop/api\",\"account\":\"123456789012\",\"region\":\"eu-central-1\",\"digest\":\""
                + Shop.A + "\",\"tag\":\"v2\",\"at\":\"2026-11-21T12:00:00Z\"}"), "shop-api-0123456789abcdef");
        TargetState state = shop.memory.states.get(Shop.API);
        shop.memory.states.put(Shop.API, state.with(Optional.of(state.claim().orElseThrow().stopRequested(new StopRequest(Action.STOP, DEAD, Shop.NOW))), state.waiting()));

        assertThat(died("FAILED", "{'target':'shop-api','action':'stop'}").died().orElseThrow())
                .endsWith("before it had shop-api: it had shop-api-0123456789abcdef turn around, which goes back. Nothing has to be asked again.");
    }

    /** Told that nothing was touched they would ask again, and go back one release more. */
    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "ABORTED"})
    void whoHasTurnedAroundWhatHasEndedSinceReadsThatBeforeTheyAskAgain(String how) {
        TargetState state = shop.memory.read(Shop.API);
        shop.memory.states.put(Shop.API, new TargetState(state.target(), 1, 1, 1, Optional.empty(), Optional.empty(), state.healthy(), Optional.empty(), state.owed(), Optional.empty(),
                Optional.empty(), Optional.of(new Heard(DEAD, new DeploymentId("shop-api-0123456789abcdef")))));

        assertThat(died(how, "{'target':'shop-api','action':'rollback'}").died().orElseThrow()).endsWith("before it had shop-api: it had asked shop-api-0123456789abcdef "
                + "to turn around, which has ended since. Read in that one's message what runs before you ask again.");
    }

    @Test
    void whatSomebodyAbortedIsOnlyTold() {
        assertThat(died("ABORTED", PUSH).starts()).isEmpty();
        assertThat(died("ABORTED", "{'target':'shop-api','action':'unfreeze','by':'ana'}").starts()).isEmpty();
        assertThat(died("ABORTED", "{'target':'shop-api','action':'rollback'}").died().orElseThrow()).endsWith("nothing was touched. Start it again if you want it all the same.");
    }
}
