package slipway.sandbox.cloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.FunctionBehaviour;

/** What clients see of an invocation. */
class InvokeTest {
    private static ObjectNode invoked(FunctionBehaviour behaviour) {
        return new Thumbs(behaviour).invoke("live");
    }

    @Test
    void aGoodFunctionAnswers() {
        ObjectNode output = invoked(FunctionBehaviour.GOOD.answering("{\"width\":120}"));

        assertThat(output).isEqualTo(Thumbs.json("{\"StatusCode\":200,\"ExecutedVersion\":\"1\",\"Payload\":{\"width\":120}}"));
    }

    @Test
    void anErrorOfTheHandlerIsUnhandledWithItsClass() {
        ObjectNode output = invoked(FunctionBehaviour.GOOD.throwing("shop.NoSuchPicture", "no picture 7"));

        assertThat(output.path("StatusCode").asInt()).isEqualTo(200);
        assertThat(output.path("FunctionError").asText()).isEqualTo("Unhandled");
        assertThat(output.path("Payload")).isEqualTo(Thumbs.json("{\"errorMessage\":\"no picture 7\",\"errorType\":\"shop.NoSuchPicture\",\"stackTrace\":[]}"));
    }

    @Test
    void anImageThatBreaksAtInitIsDeployedAndFailsWhenItIsInvoked() {
        Thumbs world = new Thumbs();
        world.push("v2", FunctionBehaviour.GOOD.exitingAtInit(1));
        world.updated(":v2");

        assertThat(world.latest().path("LastUpdateStatus").asText()).isEqualTo("Successful");
        ObjectNode payload = (ObjectNode) world.invoke("$LATEST").path("Payload");
        assertThat(payload.path("errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(payload.path("errorMessage").asText()).matches("RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 1");
    }

    @Test
    void anImageOfAnotherArchitectureIsDeployedAndFailsWhenItIsInvoked() {
        Thumbs world = new Thumbs();
        world.ecr.push("shop/thumbs", "v2", "v2", FunctionBehaviour.GOOD, "arm64");
        world.updated(":v2");

        ObjectNode payload = (ObjectNode) world.invoke("$LATEST").path("Payload");
        assertThat(payload.path("errorType").asText()).isEqualTo("Runtime.InvalidEntrypoint");
        assertThat(payload.path("errorMessage").asText()).endsWith("Error: fork/exec /lambda-entrypoint.sh: exec format error");
    }

    @Test
    void aSlowFunctionIsEndedAtItsTimeout() {
        ObjectNode output = invoked(FunctionBehaviour.GOOD.taking(Duration.ofSeconds(31)));

        assertThat(output.path("FunctionError").asText()).isEqualTo("Unhandled");
        assertThat(output.at("/Payload/errorType").asText()).isEqualTo("Sandbox.Timedout");
        assertThat(output.at("/Payload/errorMessage").asText()).endsWith("Error: Task timed out after 30.00 seconds");
    }

    @Test
    void anEventIsAcceptedAndRunsLater() {
        Thumbs world = new Thumbs();
        List<String> ran = new ArrayList<>();
        world.functions.function("zip").code("a.B::c", "java25", 7, () -> (payload, _) -> {
            ran.add(new String(payload, java.nio.charset.StandardCharsets.UTF_8));
            return payload;
        }).create();

        assertThat(world.callOn("zip", "Invoke", "\"InvocationType\":\"Event\"")).isEqualTo(Thumbs.json("{\"StatusCode\":202}"));
        world.pass(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("{}");
        assertThat(world.callOn("zip", "Invoke", "\"InvocationType\":\"DryRun\"")).isEqualTo(Thumbs.json("{\"StatusCode\":204}"));
        world.pass(Duration.ofSeconds(5));
        assertThat(ran).hasSize(1);
    }

    @Test
    void aPayloadThatIsNoJsonIsRefused() {
        Thumbs world = new Thumbs();

        assertThatThrownBy(() -> world.call("Invoke", "\"Payload\":\"eyA=\"")).isInstanceOfSatisfying(AwsFault.class,
                fault -> assertThat(fault.code()).isEqualTo("InvalidRequestContentException")).hasMessageStartingWith("Could not parse request body into json");
    }

    @Test
    void whatLambdaRefusesIsAResultForStepFunctions() {
        List<Invoked> heard = new ArrayList<>();
        Thumbs world = new Thumbs();
        world.functions.invoke("none", Thumbs.json("{}"), heard::add);
        world.pass(Duration.ofSeconds(1));

        assertThat(heard).singleElement().satisfies(one -> assertThat(((Result.Refused) one.result()).fault().code()).isEqualTo("ResourceNotFoundException"));
    }

    @Test
    void aFunctionThatNobodyCalledForWeeksRefusesItsFirstCallsAndWakes() {
        Thumbs world = new Thumbs();
        world.thumbs.rest();
        assertThat(world.latest().path("State").asText()).isEqualTo("Inactive");

        pends(world);
        assertThat(world.latest().path("State").asText()).as("nobody called that one").isEqualTo("Inactive");
        assertThat(world.callOn("thumbs", "GetFunctionConfiguration", "\"Qualifier\":\"live\"").path("StateReasonCode").asText()).isEqualTo("Restoring");
        world.pass(Duration.ofSeconds(59));
        pends(world);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.invoke("live").has("FunctionError")).isFalse();
    }

    private static void pends(Thumbs world) {
        assertThatThrownBy(() -> world.invoke("live")).isInstanceOfSatisfying(AwsFault.class, fault -> {
            assertThat(fault.status()).isEqualTo(409);
            assertThat(fault.code()).isEqualTo("CodeArtifactUserPendingException");
        });
    }
}
