package slipway.sandbox.cloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;

/** Where and when a handler's code runs: environments, cold and warm, its timeout, its context, what its errors look like. */
class EnvironmentsTest {
    private final Thumbs world = new Thumbs();
    private final Instant began = world.sandbox.timeline.now();
    private final List<Long> ran = new ArrayList<>();
    private final List<Integer> by = new ArrayList<>();
    private final List<Context> contexts = new ArrayList<>();
    private final List<Result> heard = new ArrayList<>();
    private final List<Long> heardAt = new ArrayList<>();
    private Code does = (payload, _) -> payload;
    private int made;
    private FunctionView zip;

    @BeforeEach
    void makeFunction() {
        zip = world.functions.function("zip").code("a.B::c", "java25", 7, this::instance).timeout(60).memory(512).logsTo("shop-logs").alias("live").create();
    }

    private Code instance() {
        int number = ++made;
        return (payload, context) -> {
            ran.add(millis());
            by.add(number);
            contexts.add(context);
            return does.handle(payload, context);
        };
    }

    private long millis() {
        return Duration.between(began, world.sandbox.timeline.now()).toMillis();
    }

    private void invoke() {
        invoke("zip:live", JsonNodeFactory.instance.objectNode());
    }

    private void invoke(String function, JsonNode payload) {
        world.functions.invoke(function, payload, invoked -> {
            heard.add(invoked.result());
            heardAt.add(millis());
        });
    }

    private Result.Failed failure() {
        return (Result.Failed) heard.getLast();
    }

    @Test
    void workIsDoneAfterTheStartAndHeardLater() {
        invoke();
        assertThat(made).as("nothing runs at the call").isZero();
        world.pass(Duration.ofSeconds(10));
        invoke();
        world.pass(Duration.ofSeconds(10));

        assertThat(ran).containsExactly(1_240L, 10_020L);
        assertThat(heardAt).containsExactly(1_400L, 10_180L);
        assertThat(by).as("the second found the first's handler").containsExactly(1, 1);
    }

    @Test
    void anEnvironmentThatRestedTooLongIsMadeAnew() {
        invoke();
        world.pass(Duration.ofMinutes(8));
        assertThat(zip.environments()).isZero();
        invoke();
        world.pass(Duration.ofSeconds(10));

        assertThat(by).containsExactly(1, 2);
        assertThat(ran.getLast()).isEqualTo(8 * 60_000 + 1_240L);
    }

    @Test
    void aBusyEnvironmentServesNobodyElse() {
        invoke();
        world.pass(Duration.ofSeconds(10));
        invoke();
        invoke();
        assertThat(zip.busy()).isEqualTo(2);
        world.pass(Duration.ofSeconds(10));

        assertThat(by).as("the first's environment, then a new one beside it").containsExactly(1, 1, 2);
        assertThat(zip.environments()).isEqualTo(2);
    }

    @Test
    void reservedConcurrencyRefusesWhatIsMore() {
        world.callOn("zip", "PutFunctionConcurrency", "\"ReservedConcurrentExecutions\":1");
        assertThat(world.callOn("zip", "GetFunction", "").at("/Concurrency/ReservedConcurrentExecutions").asInt()).isEqualTo(1);
        invoke();
        invoke();
        world.pass(Duration.ofSeconds(10));

        AwsFault fault = ((Result.Refused) heard.getFirst()).fault();
        assertThat(fault.code()).isEqualTo("TooManyRequestsException");
        assertThat(fault.status()).isEqualTo(429);
        assertThat(heard.getLast()).isInstanceOf(Result.Answered.class);
        world.callOn("zip", "DeleteFunctionConcurrency", "");
        assertThat(world.callOn("zip", "GetFunctionConcurrency", "")).isEmpty();
    }

    @Test
    void aHangingHandlerDoesItsWorkAllTheSameAndItsTimeShrinks() {
        List<Integer> left = new ArrayList<>();
        does = (payload, context) -> {
            left.add(context.getRemainingTimeInMillis());
            return payload;
        };
        world.functions.disturb((_, _) -> new Mishap.Hangs(Duration.ofSeconds(45)));
        invoke();
        world.pass(Duration.ofMinutes(1));

        assertThat(ran).containsExactly(46_240L);
        assertThat(left).containsExactly(15_000);
        assertThat(contexts.getFirst().getRemainingTimeInMillis()).as("later").isLessThan(2_000);
    }

    @Test
    void theFunctionsOwnTimeoutEndsItAndItsEnvironment() {
        world.functions.disturb((_, _) -> new Mishap.Hangs(Duration.ofSeconds(60)));
        invoke();
        world.pass(Duration.ofMinutes(2));
        world.functions.disturb(Mishaps.NONE);
        invoke();
        world.pass(Duration.ofSeconds(10));

        assertThat(heardAt.getFirst()).isEqualTo(61_240L);
        assertThat(((Result.Failed) heard.getFirst()).errorType()).isEqualTo("Sandbox.Timedout");
        assertThat(ran).as("it never came to its work, and the next begins cold").containsExactly(121_240L);
    }

    @Test
    void theContextSaysWhereItRuns() {
        invoke();
        world.pass(Duration.ofSeconds(10));
        Context context = contexts.getFirst();

        assertThat(context.getFunctionName()).isEqualTo("zip");
        assertThat(context.getFunctionVersion()).isEqualTo("1");
        assertThat(context.getInvokedFunctionArn()).isEqualTo("arn:aws:lambda:eu-central-1:123456789012:function:zip:live");
        assertThat(context.getMemoryLimitInMB()).isEqualTo(512);
        assertThat(context.getLogGroupName()).isEqualTo("shop-logs");
        assertThat(context.getLogStreamName()).matches("2026/11/21/zip\\[1\\][0-9a-f]{32}");
        assertThat(context.getAwsRequestId()).hasSize(36);
    }

    @Test
    void anExceptionIsReportedAsTheJavaRuntimeDoes() {
        does = (_, _) -> {
            throw new UnsupportedOperationException();
        };
        invoke();
        world.pass(Duration.ofSeconds(10));

        assertThat(failure().errorType()).isEqualTo("java.lang.UnsupportedOperationException");
        assertThat(failure().payload().path("errorMessage").asText()).as("an exception without words").isEqualTo("java.lang.UnsupportedOperationException");
        assertThat(failure().payload().path("stackTrace").toString()).doesNotContain("slipway.sandbox");
    }

    @Test
    void theTraceEndsWhereTheHandlerBegins() {
        does = (_, _) -> List.of(1).get(7).toString().getBytes();
        invoke();
        world.pass(Duration.ofSeconds(10));

        JsonNode trace = failure().payload().path("stackTrace");
        assertThat(trace).isNotEmpty().allSatisfy(frame -> assertThat(frame.asText()).matches("java\\.base/.*\\(.*\\)"));
    }

    @Test
    void aHandlerThatCannotBeMadeIsTriedAnewEachTime() {
        world.functions.function("broken").code("a.Broken::handleRequest", "java25", 7, () -> {
            made++;
            throw new IllegalStateException("TABLE_NAME is not set");
        }).create();
        invoke("broken", JsonNodeFactory.instance.objectNode());
        world.pass(Duration.ofSeconds(5));
        invoke("broken", JsonNodeFactory.instance.objectNode());
        world.pass(Duration.ofSeconds(5));

        assertThat(failure().payload()).isEqualTo(Thumbs.json(
                "{\"errorMessage\":\"Error loading class a.Broken: TABLE_NAME is not set\",\"errorType\":\"java.lang.IllegalStateException\"}"));
        assertThat(made).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"6291454, false", "6291455, true"})
    void aRequestHasSixMegabytes(int bytes, boolean refused) {
        invoke("zip", JsonNodeFactory.instance.textNode("x".repeat(bytes)));
        world.pass(Duration.ofSeconds(10));
        assertThat(heard.getLast() instanceof Result.Refused).isEqualTo(refused);
        if (refused) {
            assertThat(((Result.Refused) heard.getLast()).fault().status()).isEqualTo(413);
        }
    }

    @Test
    void anAnswerHasSixMegabytesToo() {
        does = (_, _) -> ("\"" + "x".repeat(6_291_556) + "\"").getBytes();
        invoke();
        world.pass(Duration.ofSeconds(10));
        assertThat(failure().payload()).isEqualTo(Thumbs.json("{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size "
                + "(6291556 bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}"));
    }

    @Test
    void anUpdatedImageRunsInNewEnvironments() {
        invoke("thumbs", JsonNodeFactory.instance.objectNode());
        world.pass(Duration.ofSeconds(5));
        world.push("v2", slipway.sandbox.cloud.FunctionBehaviour.GOOD.answering("2"));
        world.updated(":v2");
        invoke("thumbs", JsonNodeFactory.instance.objectNode());
        world.pass(Duration.ofSeconds(5));

        assertThat(heardAt.getLast() - heardAt.getFirst()).as("both cold").isEqualTo(15_000);
        assertThat(((Result.Answered) heard.getLast()).payload().asInt()).isEqualTo(2);
    }
}
