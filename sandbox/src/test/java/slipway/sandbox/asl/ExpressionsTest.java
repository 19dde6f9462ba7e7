package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;
import static slipway.sandbox.asl.Player.output;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {
    private static String pass(String expression) {
        return "{\"Type\":\"Pass\",\"Output\":" + Json.text("{% " + expression + " %}") + ",\"End\":true}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "$nothing | The JSONata expression '$nothing' specified for the field 'Output' returned nothing (undefined).",
        "function($x) { $x } | The JSONata expression 'function($x) { $x }' specified for the field 'Output' returned an unsupported result type.",
        "'a' + 1 | The JSONata expression ''a' + 1' specified for the field 'Output' threw an error during evaluation. T2001: The left side of the \"+\" operator must evaluate to a number",
        "$error('no') | The JSONata expression '$error('no')' specified for the field 'Output' threw an error during evaluation. D3137: no",
    })
    void failedEvaluationHasTheCauseThatAwsWrites(String expression, String cause) {
        Execution execution = new Player().play(machine("S", "\"S\":" + pass(expression)), "{}");

        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(execution.cause()).contains("An error occurred while executing the state 'S' (entered at the event id #2). " + cause);
    }

    @Test
    void failedEvaluationInsideAnObjectNamesItsField() {
        Execution execution = new Player().play(
                machine("S", "\"S\":{\"Type\":\"Pass\",\"Output\":{\"a\":{\"b\":\"{% $x %}\"}},\"End\":true}"), "{}");

        assertThat(execution.cause().orElseThrow()).contains("specified for the field 'Output/a/b' returned nothing");
        Event failed = execution.history().get(2);
        assertThat(failed.type()).isEqualTo("EvaluationFailed");
        assertThat(failed.rendered().path("location").asText()).isEqualTo("Output/a/b");
        assertThat(failed.rendered().path("state").asText()).isEqualTo("S");
        assertThat(failed.previous()).isZero();
    }

    @Test
    void sharedValuesAreNeverChangedByAnExpression() {
        String states = """
                "A":{"Type":"Pass","Assign":{"list":"{% $states.input.list %}"},"Next":"B"},
                "B":{"Type":"Pass","Assign":{"more":"{% $append($list, 9) %}","less":"{% $sort($list) %}","other":"{% $states.input ~> |$|{'list':0}| %}"},"Next":"C"},
                "C":{"Type":"Pass","Output":"{% {'list': $list, 'more': $more, 'less': $less, 'other': $other.list} %}","End":true}""";

        assertThat(new Player().play(machine("A", states), "{\"list\":[3,1]}").output().orElseThrow())
                .hasToString("{\"list\":[3,1],\"more\":[3,1,9],\"less\":[1,3],\"other\":0}");
    }

    @Test
    void sameSeedShufflesTheSameWay() {
        String shuffled = output(pass("$shuffle([1..20])"), "{}");

        assertThat(shuffled).isNotEqualTo(output(pass("[1..20]"), "{}")).isEqualTo(output(pass("$shuffle([1..20])"), "{}"));
    }
}
