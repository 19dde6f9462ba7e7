package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import org.junit.jupiter.api.Test;

class AssignTest {
    @Test
    void assignAndOutputSeeTheValuesFromBeforeTheState() {
        String states = """
                "A":{"Type":"Pass","Assign":{"x":1},"Next":"B"},
                "B":{"Type":"Pass","Assign":{"x":"{% $x + 1 %}","y":"{% $x %}"},"Output":"{% $x %}","Next":"C"},
                "C":{"Type":"Pass","Output":"{% [$states.input, $x, $y] %}","End":true}""";

        assertThat(new Player().play(machine("A", states), "{}").output().orElseThrow()).hasToString("[1,2,1]");
    }

    @Test
    void assignedValuesStandInTheEventOfLeaving() {
        Execution execution = new Player().play(machine("A", """
                "A":{"Type":"Pass","Assign":{"x":{"a":1}},"End":true}"""), "{}");

        assertThat(execution.history().get(2).rendered().path("assignedVariables").path("x").asText()).isEqualTo("{\"a\":1}");
    }

    @Test
    void nullIsAValueOfAVariable() {
        String states = """
                "A":{"Type":"Pass","Assign":{"x":null},"Next":"B"},
                "B":{"Type":"Pass","Output":"{% $x = null %}","End":true}""";

        assertThat(new Player().play(machine("A", states), "{}").output().orElseThrow()).hasToString("true");
    }

    @Test
    void aListOfOneStaysAListInAVariable() {
        String states = """
                "A":{"Type":"Pass","Assign":{"x":"{% [$states.input.a[$ > 1]] %}"},"Next":"B"},
                "B":{"Type":"Pass","Output":"{% $x %}","End":true}""";

        assertThat(new Player().play(machine("A", states), "{\"a\":[1,2]}").output().orElseThrow()).hasToString("[2]");
    }

    @Test
    void iterationsReadOuterVariablesAndKeepTheirOwn() {
        String states = """
                "A":{"Type":"Pass","Assign":{"x":10},"Next":"M"},
                "M":{"Type":"Map","Items":[1,2],"ItemProcessor":{"StartAt":"I","States":{
                  "I":{"Type":"Pass","Assign":{"own":"{% $x + $states.input %}"},"Next":"J"},
                  "J":{"Type":"Pass","Output":"{% $own %}","End":true}}},"Next":"Z"},
                "Z":{"Type":"Pass","Output":"{% [$states.input, $exists($own)] %}","End":true}""";

        assertThat(new Player().play(machine("A", states), "{}").output().orElseThrow()).hasToString("[11,12,false]");
    }

    @Test
    void aFailedStateAssignsNothing() {
        String states = """
                "A":{"Type":"Pass","Assign":{"x":1},"Next":"T"},
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f","Payload":1},
                  "Assign":{"x":2,"y":"{% $nothing %}"},
                  "Catch":[{"ErrorEquals":["States.QueryEvaluationError"],"Assign":{"seen":"{% $x %}"},"Next":"Z"}],"End":true},
                "Z":{"Type":"Pass","Output":"{% [$x, $seen] %}","End":true}""";

        assertThat(new Player().echo("f").play(machine("A", states), "{}").output().orElseThrow()).hasToString("[1,1]");
    }
}
