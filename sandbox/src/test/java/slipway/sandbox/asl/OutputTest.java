package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;
import static slipway.sandbox.asl.Player.output;

import org.junit.jupiter.api.Test;

class OutputTest {
    private static final String TASK = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\",\"Payload\":{\"p\":1}}";

    @Test
    void passWaitSucceedAndChoiceHandTheirInputOn() {
        assertThat(output("{\"Type\":\"Pass\",\"End\":true}", "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(output("{\"Type\":\"Wait\",\"Seconds\":1,\"End\":true}", "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(output("{\"Type\":\"Succeed\"}", "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(new Player().play(machine("C", """
                "C":{"Type":"Choice","Choices":[{"Condition":true,"Next":"Z"}]},"Z":{"Type":"Succeed"}"""), "{\"a\":1}").output().orElseThrow())
                .hasToString("{\"a\":1}");
    }

    @Test
    void taskAndMapHandTheirResultOn() {
        assertThat(new Player().echo("f").play(machine("T", "\"T\":{" + TASK + ",\"End\":true}"), "{}").output().orElseThrow())
                .hasToString("{\"Payload\":{\"p\":1}}");
        assertThat(output("{\"Type\":\"Map\",\"ItemProcessor\":{\"StartAt\":\"I\",\"States\":{\"I\":{\"Type\":\"Pass\",\"End\":true}}},\"End\":true}", "[1,{}]"))
                .isEqualTo("[1,{}]");
    }

    @Test
    void succeedAndWaitMayHaveAnOutputOfTheirOwn() {
        assertThat(output("{\"Type\":\"Succeed\",\"Output\":{\"b\":2}}", "{}")).isEqualTo("{\"b\":2}");
        assertThat(output("{\"Type\":\"Wait\",\"Seconds\":0,\"Output\":\"{% $states.input.a %}\",\"End\":true}", "{\"a\":[1]}")).isEqualTo("[1]");
    }

    @Test
    void resultIsThereOnlyAfterSuccess() {
        assertThat(new Player().echo("f").play(machine("T", "\"T\":{" + TASK + ",\"Output\":\"{% $states.result.Payload.p %}\",\"End\":true}"), "{}")
                .output().orElseThrow()).hasToString("1");
        assertThat(output("{\"Type\":\"Pass\",\"Output\":\"{% $exists($states.result) or $exists($states.errorOutput) %}\",\"End\":true}", "{}"))
                .isEqualTo("false");
    }
}
