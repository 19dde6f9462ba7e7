package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    @Test
    void namesEveryProblemAtOnce() {
        InvalidDefinition refused = catchThrowableOfType(InvalidDefinition.class, () -> Definition.parse("""
                {"QueryLanguage":"JSONata","StartAt":"A","States":{
                  "A":{"Type":"Pass","Result":1,"Output":"{% $nix() %}","Next":"B"},
                  "B":{"Type":"Wait","Seconds":-1,"End":true}}}"""));

        assertThat(refused.problems()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "$map($states.input, function($v, $i) { $i })", "$states.input[$ > 1]", "$states.input.$string($)", "'$nix(1) {% $eval'", "$states.input.{'a': b}", "$states.input^(>n).n",
        "$states.input{k: v}", "1e3 + 1.5 in [1..3]", "/a/i ~> $string", "$a.b[c = true].(d & $string(e))", "$states.input.items.n ~> $sum",
        "/* $nix() */ 1", "$match('a', /\\$nix(/)", "$states.input.`$nix`", "1 ~> $string", "$states.input ~> |$|{'a': 1}|", "($g := function($n) { $g($n) }; 1)",
        "$states.input.a.(b / c)", "$partition($range(1, 2, 1), 1)", "$exists($later) ? $later : 0"})
    void leavesGoodExpressionsAlone(String expression) {
        assertThat(Words.problems(expression, Set.of("input"))).isEmpty();
    }

    @Test
    void listsStatesAndEdgesOfAGoodOne() {
        Definition definition = Definition.parse(Player.machine("C", """
                "C":{"Type":"Choice","Choices":[{"Condition":true,"Next":"T"}],"Default":"M"},
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"},"Catch":[{"ErrorEquals":["A"],"Next":"M"}],"Next":"M"},
                "M":{"Type":"Map","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","Next":"J"},"J":{"Type":"Succeed"}}},"End":true}"""));

        assertThat(definition.stateNames()).containsExactly("C", "T", "M", "I", "J");
        assertThat(definition.edges()).containsExactly(new Edge("C", "T", "Choice 1"), new Edge("C", "M", "Default"),
                new Edge("T", "M", "Next"), new Edge("T", "M", "Catch 1"), new Edge("I", "J", "Next"));
    }
}
