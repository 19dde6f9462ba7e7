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
        "$states.input.n + 1 | {\"n\":41} | 42",
        "$states.input.n / 2 | {\"n\":5} | 2.5",
        "$states.input.n / 2 | {\"n\":4} | 2",
        "$states.input | {\"a\":null,\"b\":[null,1]} | {\"a\":null,\"b\":[null,1]}",
        "$states.input.a = null | {\"a\":null} | true",
        "$exists($states.input.a) | {\"a\":null} | true",
        "$exists($states.input.b) | {\"a\":null} | false",
        "$type($states.input.a) | {\"a\":null} | \"null\"",
        "$string($states.input) | {\"a\":null} | \"{\\\"a\\\":null}\"",
        "$boolean($states.input.a) | {\"a\":null} | false",
        "$states.input.a[0] | {\"a\":[1,2]} | 1",
        "[$states.input.a[$ > 1]] | {\"a\":[1,2]} | [2]",
        "$states.input.a.b | {\"a\":[{\"b\":1},{\"b\":2}]} | [1,2]",
        "$count($states.input.a) | {\"a\":[]} | 0",
        "$merge([$states.input, {'x': 1}]) | {\"a\":1} | {\"a\":1,\"x\":1}",
        "($f := function($x) { $x * 2 }; $map($states.input, $f)) | [1,2] | [2,4]",
        "$partition([1,2,3,4,5], 2) | {} | [[1,2],[3,4],[5]]",
        "$range(0, 10, 5) | {} | [0,5,10]",
        "$range(3, 1, -1) | {} | [3,2,1]",
        "$hash('content', 'MD5') | {} | \"9a0364b9e99bb480dd25e1f0284c8555\"",
        "$parse('{\"a\":[1,null]}') | {} | {\"a\":[1,null]}",
        "$length($uuid()) | {} | 36",
        "$random(1) = $random(1) | {} | true",
        "$random() < 1 | {} | true",
        "$now() | {} | \"2026-01-31T12:00:00.025Z\"",
        "$millis() | {} | 1769860800025",
        "'a' in ['a','b'] ? 'in' : 'out' | {} | \"in\"",
        "$split('a/b', /\\//) | {} | [\"a\",\"b\"]",
        "1e3 | {} | 1000",
    })
    void givesWhatJsonataGives(String expression, String input, String expected) {
        assertThat(output(pass(expression), input)).isEqualTo(expected);
    }

    @Test
    void rendersExpressionsInsideObjectsAndArraysAndKeepsTheRest() {
        String state = """
                {"Type":"Pass","Output":{"a":[1,"{% $states.input %}",{"b":"{%$states.input%}"}],"c":"plain","d":null},"End":true}""";

        assertThat(output(state, "7")).isEqualTo("{\"a\":[1,7,{\"b\":7}],\"c\":\"plain\",\"d\":null}");
    }

    @Test
    void showsTheContextObject() {
        assertThat(output(pass("$states.context"), "{\"in\":1}")).isEqualTo("""
                {"Execution":{"Id":"arn:aws:states:eu-central-1:123456789012:execution:m:e","Input":{"in":1},"Name":"e",\
                "RoleArn":"arn:aws:iam::123456789012:role/r","StartTime":"2026-01-31T12:00:00.000Z","RedriveCount":0},\
                "StateMachine":{"Id":"arn:aws:states:eu-central-1:123456789012:stateMachine:m","Name":"m"},\
                "State":{"EnteredTime":"2026-01-31T12:00:00.025Z","Name":"S","RetryCount":0}}""");
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
}
