package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.asl.Player.machine;

import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final String STATES = """
            "C":{"Type":"Choice","Assign":{"by":"state"},"Output":"state","Choices":[
               {"Condition":"{% $states.input = 1 %}","Assign":{"by":"rule"},"Output":"rule","Next":"Z"},
               {"Condition":"{% $states.input = 2 %}","Next":"Z"}],"Default":"Z"},
            "Z":{"Type":"Pass","Output":"{% [$by, $states.input] %}","End":true}""";

    private static String play(String input) {
        return new Player().play(machine("C", STATES), input).output().orElseThrow().toString();
    }

    @Test
    void matchedRuleBringsItsOwnAssignAndOutput() {
        assertThat(play("1")).isEqualTo("[\"rule\",\"rule\"]");
    }

    @Test
    void stateBringsAssignAndOutputForARuleWithoutThemAndForTheDefault() {
        assertThat(play("2")).isEqualTo("[\"state\",\"state\"]");
        assertThat(play("3")).isEqualTo("[\"state\",\"state\"]");
    }

    @Test
    void firstRuleThatMatchesWins() {
        Player player = new Player();
        player.play(machine("C", """
                "C":{"Type":"Choice","Choices":[{"Condition":"{% false %}","Next":"A"},{"Condition":true,"Next":"B"},{"Condition":true,"Next":"A"}]},
                "A":{"Type":"Succeed"},"B":{"Type":"Succeed"}"""), "{}");

        assertThat(player.edges).containsExactly(new Edge("C", "B", "Choice 2"));
    }

    @Test
    void noMatchWithoutDefaultFailsByName() {
        Execution execution = new Player().play(machine("C", """
                "C":{"Type":"Choice","Choices":[{"Condition":false,"Next":"A"}]},"A":{"Type":"Succeed"}"""), "{}");

        assertThat(execution.error()).contains("States.NoChoiceMatched");
        assertThat(Player.types(execution)).containsExactly("ExecutionStarted", "ChoiceStateEntered", "ExecutionFailed");
    }

    @Test
    void conditionHasToBeTrueOrFalse() {
        Execution execution = new Player().play(machine("C", """
                "C":{"Type":"Choice","Choices":[{"Condition":"{% 'yes' %}","Next":"A"}],"Default":"A"},"A":{"Type":"Succeed"}"""), "{}");

        assertThat(execution.error()).contains("States.QueryEvaluationError");
        assertThat(execution.cause().orElseThrow()).endsWith("The JSONata expression ''yes'' specified for the field 'Choices[0]/Condition' "
                + "returned an unexpected result type. Expected 'boolean', but was 'string' for value: \"yes\"");
    }
}
