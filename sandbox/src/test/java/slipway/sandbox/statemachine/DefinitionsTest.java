package slipway.sandbox.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.statemachine.Definitions.errors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.aws.DynamoLedger;
import slipway.release.Ending;
import slipway.rollout.Fault;
import slipway.sandbox.cloud.lambda.Killed;
import slipway.sandbox.statemachine.Definitions.Named;

/** The rules that both definition files keep. */
class DefinitionsTest {
    private static final String FAULTS = "slipway.";
    private static final Set<String> WAKES = Set.of("Lambda.CodeArtifactUserPendingException", "Lambda.ResourceConflictException");
    private static final String ALL = "States.ALL";

    static Stream<Named> states() {
        return Definitions.states();
    }

    static Stream<Named> tasks() {
        return Definitions.tasks();
    }

    static Stream<Named> choices() {
        return Definitions.states().filter(one -> one.is("Choice"));
    }

    @ParameterizedTest
    @MethodSource("states")
    void eachStateSaysWhatItIsFor(Named one) {
        assertThat(one.state().path("Comment").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void eachQuestionHasAnAnswerForTheUnknown(Named one) {
        assertThat(one.state().path("Default").asText()).isNotBlank();
        assertThat(one.name()).endsWith("?");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void eachTaskWaitsTenSecondsLongerThanItsFunctionMayRun(Named task) {
        int patience = task.state().path("TimeoutSeconds").asInt();
        JsonNode function = task.state().path("Arguments").path("FunctionName");
        if (function.isMissingNode()) {
            assertThat(patience).as("an answer of Step Functions itself").isPositive();
            return;
        }
        assertThat(patience).isEqualTo(timeout(function.asText().replaceAll("[${}]", "")) + 10);
    }

    private static int timeout(String function) {
        JsonNode own = Definitions.TEMPLATE.path("Resources").path(function);
        assertThat(own.path("Type").asText()).as(function).isEqualTo("AWS::Serverless::Function");
        int usual = Definitions.TEMPLATE.path("Globals").path("Function").path("Timeout").asInt();
        return own.path("Properties").path("Timeout").asInt(usual);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void eachTaskCatchesAllAndNamedErrorsBefore(Named task) {
        assertThat(task.catchers()).isNotEmpty();
        assertThat(errors(task.catchers().getLast())).containsExactly(ALL);
        assertThat(task.catchers().subList(0, task.catchers().size() - 1)).allSatisfy(rule -> assertThat(errors(rule)).isNotEmpty().doesNotContain(ALL));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void eachTaskRepeatsABoundedNumberOfTimesAndWithJitter(Named task) {
        assertThat(task.retriers()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.path("MaxAttempts").isInt()).isTrue();
            assertThat(rule.path("MaxAttempts").asInt()).isBetween(0, 40);
            assertThat(rule.path("MaxAttempts").asInt() == 0 || rule.path("JitterStrategy").asText().equals("FULL")).isTrue();
            assertThat(rule.path("MaxAttempts").asInt() <= 5 || rule.path("MaxDelaySeconds").asInt() <= 60 && rule.has("MaxDelaySeconds")).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void whatNobodyForesawIsRepeatedOnlyAfterAllThatIsNamed(Named task) {
        List<JsonNode> rules = task.retriers();
        rules.stream().filter(rule -> errors(rule).contains(ALL)).forEach(rule -> {
            assertThat(errors(rule)).containsExactly(ALL);
            assertThat(rule).isSameAs(rules.getLast());
            Set<String> before = rules.stream().flatMap(one -> errors(one).stream()).collect(Collectors.toSet());
            assertThat(before).as("faults that no repeat mends").contains("slipway.rollout.BadInput", "slipway.rollout.Interrupted");
        });
    }

    /** Some were seen as a crash of a function, the others as the first call of one that nobody called for weeks. */
    @ParameterizedTest
    @MethodSource("tasks")
    void aFunctionThatDiedOrWakesIsKnownByAllItsNames(Named task) {
        List<JsonNode> rules = task.retriers();
        assertThat(rules).allSatisfy(rule -> assertThat(errors(rule).contains("Sandbox.Timedout")).isEqualTo(errors(rule).containsAll(Killed.NAMES)));
        if (task.state().path("Arguments").has("FunctionName")) {
            int most = rules.stream().mapToInt(rule -> rule.path("MaxAttempts").asInt()).max().orElseThrow();
            assertThat(rules).as("it takes a minute or two, so the rule that lasts is the one").filteredOn(rule -> errors(rule).containsAll(WAKES)).singleElement()
                    .satisfies(rule -> assertThat(rule.path("MaxAttempts").asInt()).isEqualTo(most));
        }
    }

    @Test
    void eachFaultIsNamedAndEachNameIsAFault() {
        Set<String> named = tasks().flatMap(task -> Stream.concat(task.retriers().stream(), task.catchers().stream()))
                .flatMap(rule -> errors(rule).stream()).filter(error -> error.startsWith(FAULTS)).collect(Collectors.toSet());
        Set<String> faults = Stream.of(Fault.class.getPermittedSubclasses()).map(Class::getName).collect(Collectors.toSet());

        assertThat(named).isEqualTo(faults);
    }

    @Test
    void eachEndingIsAStateThatSucceedsAndSoIsWaiting() {
        List<String> succeed = Definitions.in(Definitions.DEPLOY).stream().filter(one -> one.is("Succeed")).map(Named::name).toList();
        List<String> endings = Stream.concat(Stream.of(Ending.values()).map(DefinitionsTest::state), Stream.of("Waiting")).toList();
        assertThat(succeed).containsExactlyInAnyOrderElementsOf(endings);
    }

    @Test
    void onlyADeployerThatDiedFails() {
        assertThat(Definitions.in(Definitions.DEPLOY).stream().filter(one -> one.is("Fail")).map(Named::name)).containsExactly("Not closed");
    }

    @Test
    void theLedgersKeysAreThoseOfTheTemplatesTable() {
        JsonNode table = Definitions.TEMPLATE.path("Resources").path("Ledger").path("Properties");
        assertThat(Definitions.list(table.path("KeySchema")).stream().map(key -> key.path("AttributeName").asText() + " " + key.path("KeyType").asText()))
                .containsExactly(DynamoLedger.PARTITION + " HASH", DynamoLedger.SORT + " RANGE");
    }

    private static String state(Ending ending) {
        String words = ending.name().replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
