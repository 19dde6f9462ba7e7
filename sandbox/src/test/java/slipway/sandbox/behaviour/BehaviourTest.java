package slipway.sandbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import slipway.sandbox.cloud.ecs.Variants;

/** Each row of docs/ECS-BEHAVIOUR.md is a test; what the tests can do and no row asks for fails too. */
class BehaviourTest {
    private static final List<Row> ROWS = Page.rows();

    @TestFactory
    Stream<DynamicTest> awsSaysAndTheSandboxDoes() {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.situation(), () -> check(row)));
    }

    private static void check(Row row) {
        boolean watching = String.join(" ", row.expected()).contains("seen.");
        Stage stage = new Stage(new Given(row.given()), Variants.DEFAULT, watching);
        row.steps().forEach(step -> Steps.play(stage, step));
        Map<String, Object> reading = Reading.of(stage);
        for (String text : row.expected()) {
            Expectation expected = new Expectation(text);
            assertThat(expected.holds(reading)).as(() -> "line " + row.line() + ": " + text + "\n  was " + expected.found(reading) + "\n  said " + reading.get("said"))
                    .isTrue();
        }
    }

    @Test
    void everyStepAndSettingIsUsedByARow() {
        List<String> steps = new ArrayList<>();
        Set<String> settings = new HashSet<>(Given.KEYS);
        ROWS.forEach(row -> {
            steps.addAll(row.steps());
            settings.removeAll(new Given(row.given()).keys());
        });
        assertThat(Steps.unused(steps)).as("steps that no row takes").isEmpty();
        assertThat(settings).as("settings that no row names").isEmpty();
    }

    @Test
    void everySituationIsToldOnce() {
        assertThat(ROWS).hasSizeGreaterThanOrEqualTo(60);
        assertThat(ROWS.stream().map(Row::situation)).doesNotHaveDuplicates();
    }
}
