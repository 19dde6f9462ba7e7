package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static slipway.sandbox.asl.Player.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final String TWICE = "\"{% $states.input & $states.input %}\"";
    private static final String HALF = "\"" + "x".repeat(131_071) + "\"";
    private static final String MORE_THAN_HALF = "\"" + "x".repeat(131_072) + "\"";

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"a\":[1,2.5,-3,true,false,null],\"b\":{\"c\":\"\"}}", "\"\\u0001\\n\\\"\\\\/\"", "\"é€😀\"", "[[],{},1e30,123456789012]"})
    void sizeIsThatOfTheTextInUtf8(String json) throws Exception {
        Object value = Json.parse(json);

        assertThat(Size.of(value)).isEqualTo(Json.text(value).getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void outputOverTheLimitFails() {
        String machine = machine("S", "\"S\":{\"Type\":\"Pass\",\"Output\":" + TWICE + ",\"End\":true}");
        Execution execution = new Player().play(machine, MORE_THAN_HALF);

        assertThat(execution.error()).contains("States.DataLimitExceeded");
        assertThat(execution.cause()).contains("The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.");
        assertThat(new Player().play(machine, HALF).status()).isEqualTo(Execution.Status.SUCCEEDED);
    }

    @Test
    void resultOfATaskOverTheLimitIsCaughtByItsNameOnly() {
        String task = "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\"},"
                + "\"Catch\":[{\"ErrorEquals\":[\"NAME\"],\"Next\":\"Z\"}],\"Output\":1,\"Next\":\"Z\"},\"Z\":{\"Type\":\"Succeed\"}";
        Player player = new Player().function("f", (_, reply) -> reply.succeed(JsonNodeFactory.instance.textNode("x".repeat(262_143))));

        assertThat(player.play(machine("T", task.replace("NAME", "States.ALL")), "{}").cause())
                .contains("The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.");
        assertThat(player.play(machine("T", task.replace("NAME", "States.DataLimitExceeded")), "{}").path()).containsExactly("T", "Z");
    }

    @Test
    void variableOverTheLimitFails() {
        Execution execution = new Player().play(machine("S",
                "\"S\":{\"Type\":\"Pass\",\"Assign\":{\"x\":" + TWICE + "},\"Output\":1,\"End\":true}"), MORE_THAN_HALF);

        assertThat(execution.error()).contains("States.DataLimitExceeded");
    }

    @Test
    void historyEndsAtTwentyFiveThousandEvents() {
        Execution execution = new Player().play(machine("A", """
                "A":{"Type":"Pass","Next":"C"},"C":{"Type":"Choice","Choices":[{"Condition":true,"Next":"A"}],"Default":"Z"},"Z":{"Type":"Succeed"}"""), "{}");

        assertThat(execution.status()).isEqualTo(Execution.Status.FAILED);
        assertThat(execution.history()).hasSize(25_000);
        assertThat(execution.history().getLast().type()).isEqualTo("ExecutionFailed");
    }

    @Test
    void argumentsOverTheLimitFail() {
        String task = "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\",\"Payload\":"
                + TWICE + "},\"End\":true}";
        Player player = new Player().echo("f");

        assertThat(player.play(machine("T", task), MORE_THAN_HALF).error()).contains("States.DataLimitExceeded");
        assertThat(player.invoked).isEmpty();
    }

    @Test
    void allVariablesTogetherHaveAtMostTenMebibytes() {
        assertThat(new Player().play(variables(40), "\"" + "x".repeat(262_000) + "\"").status()).isEqualTo(Execution.Status.SUCCEEDED);
        assertThat(new Player().play(variables(41), "\"" + "x".repeat(262_000) + "\"").error()).contains("States.DataLimitExceeded");
    }

    /** Makes a machine that assigns its input to so many variables, each in a state of its own. */
    private static String variables(int count) {
        StringBuilder states = new StringBuilder();
        for (int i = 0; i < count; i++) {
            states.append("\"S%d\":{\"Type\":\"Pass\",\"Assign\":{\"v%d\":\"{%% $states.input %%}\"},\"Next\":\"S%d\"},".formatted(i, i, i + 1));
        }
        return machine("S0", states + "\"S" + count + "\":{\"Type\":\"Succeed\"}");
    }

    @Test
    void definitionHasAtMostOneMegabyte() {
        String definition = machine("S", "\"S\":{\"Type\":\"Succeed\",\"Comment\":\"COMMENT\"}");

        Definition.parse(definition.replace("COMMENT", "x".repeat(1_048_576 - definition.length() + 7)));
        assertThatExceptionOfType(InvalidDefinition.class)
                .isThrownBy(() -> Definition.parse(definition.replace("COMMENT", "x".repeat(1_048_576 - definition.length() + 8))))
                .withMessageContaining("a definition has at most 1 MB");
    }
}
