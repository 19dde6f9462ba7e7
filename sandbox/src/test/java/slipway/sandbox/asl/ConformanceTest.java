package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the rows of the conformance table. */
class ConformanceTest {
    /**
     * What a row may look at: the execution's output, its error and cause (empty: none) and status, the states entered, after how many
     * seconds each function was invoked and the execution ended, what the functions were given, and the history as {@code id previous type}.
     */
    static final Set<String> OUTCOMES = Set.of("output", "error", "cause", "causeStarts", "status", "path", "invoked", "took", "payloads", "history");

    static Stream<Row> rows() {
        return Rows.all().stream().filter(row -> !(row.proof() instanceof Row.Tests));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void rowHolds(Row row) {
        try {
            hold(row.proof());
        } catch (AssertionError e) {
            throw new AssertionError(row + ": " + e.getMessage(), e);
        }
    }

    private static void hold(Row.Proof proof) {
        switch (proof) {
            case Row.Plays plays -> play(plays);
            case Row.Refuses refuses -> assertThat(catchThrowableOfType(InvalidDefinition.class, () -> Definition.parse(refuses.definition())))
                    .as(refuses.definition()).isNotNull().hasMessageContaining(refuses.message());
            case Row.Tests _ -> throw new IllegalStateException("is a test of its own");
        }
    }

    private static void play(Row.Plays plays) {
        Player player = new Player();
        plays.functions().forEach((name, answers) -> player.function(name, new Script(player, answers)::answer));
        Execution execution = player.play(plays.definition(), plays.input());
        if (!plays.outcome().containsKey("error")) {
            assertThat(execution.status()).as(execution.error() + " " + execution.cause()).isEqualTo(Execution.Status.SUCCEEDED);
        }
        plays.outcome().forEach((what, expected) -> check(what, expected, player, execution));
    }

    private static void check(String what, JsonNode expected, Player player, Execution execution) {
        switch (what) {
            case "output" -> assertThat(execution.output().orElseThrow()).hasToString(expected.toString());
            case "error" -> assertThat(execution.error().orElse("")).as(execution.toString()).isEqualTo(expected.asText());
            case "cause" -> assertThat(execution.cause().orElse("")).isEqualTo(expected.asText());
            case "causeStarts" -> assertThat(execution.cause().orElse("")).startsWith(expected.asText());
            case "status" -> assertThat(execution.status()).hasToString(expected.asText());
            case "path" -> assertThat(execution.path()).isEqualTo(texts(expected));
            case "invoked" -> assertThat(player.invoked.stream().map(ConformanceTest::seconds).toList()).isEqualTo(texts(expected));
            case "took" -> assertThat(seconds(execution.stopped().orElseThrow())).isEqualTo(expected.asText());
            case "payloads" -> assertThat(player.arguments.stream().map(given -> given.path("Payload").toString()).toList())
                    .isEqualTo(expected.valueStream().map(JsonNode::toString).toList());
            case "history" -> assertThat(execution.history().stream().map(event -> event.id() + " " + event.previous() + " " + event.type()).toList())
                    .isEqualTo(texts(expected));
            case String other -> throw new IllegalArgumentException(other);
        }
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    /** Returns whole seconds since the first state was entered; what transitions take is cut off. */
    private static String seconds(Instant at) {
        return Long.toString(Duration.between(Player.START.plus(Player.TRANSITION), at).toSeconds());
    }

    /** What a function answers: payload, or error with cause, after so many seconds; silent: never. */
    private record Script(Player player, JsonNode answers, int[] calls) {
        Script(Player player, JsonNode answers) {
            this(player, answers, new int[1]);
        }

        void answer(JsonNode payload, Reply reply) {
            JsonNode answer = answers.get(Math.min(calls[0]++, answers.size() - 1));
            player.timeline.after(Duration.ofSeconds(answer.path("after").asInt()), () -> reply(answer, payload, reply));
        }

        private static void reply(JsonNode answer, JsonNode payload, Reply reply) {
            if (answer.has("error")) {
                reply.fail(answer.get("error").asText(), answer.path("cause").asText("why"));
            } else if (!answer.path("silent").asBoolean()) {
                ObjectNode result = JsonNodeFactory.instance.objectNode().put("ExecutedVersion", "$LATEST");
                result.set("Payload", answer.path("echo").asBoolean() ? payload : answer.required("payload"));
                reply.succeed(result.put("StatusCode", 200));
            }
        }
    }
}
