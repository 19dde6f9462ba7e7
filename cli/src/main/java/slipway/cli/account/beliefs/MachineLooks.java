package slipway.cli.account.beliefs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.cli.account.Account;
import slipway.cli.account.Answer;
import slipway.cli.account.verify.Installation;
import slipway.codec.Json;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/** What is believed of Step Functions, and of the events that it was given; seen in Slipway's own machines. */
final class MachineLooks {
    private static final int EXECUTIONS = 20;
    private static final int SWEEPS = 200;
    private static final int PUSHES = 10;
    private static final int HISTORY = 100;
    private static final Pattern JAVA = Pattern.compile("\"errorType\"\\s*:\\s*\"slipway\\.");
    private static final Set<String> ECR = Set.of("ECR Image Action", "ECR Replication Action");
    private static final List<String> DETAIL = List.of("result", "repository-name", "image-digest", "action-type");

    private final SfnClient states;
    private final Answer<Installation> slipway;

    MachineLooks(Account account, Answer<Installation> slipway) {
        this.states = account.states();
        this.slipway = slipway;
    }

    Map<String, Supplier<Seen>> all() {
        return Map.of("states-definitions", this::definitions, "states-error-names", this::errors, "states-missing-execution", this::missing, "ecr-event-keys", this::events);
    }

    private Seen machine(String name, Function<String, Seen> look) {
        return Seen.of(slipway, found -> Optional.ofNullable(found.resources().get(name)).map(look)
                .orElseGet(() -> new Seen.Unseen("the stack " + found.stack() + " has no " + name)));
    }

    private Seen definitions() {
        return machine("DeployMachine", deploy -> machine("RouteMachine", route -> Seen.of(Answer.of("states:ValidateStateMachineDefinition",
                () -> Stream.of(deploy, route).map(this::validated).toList()), all -> Seen.each(all, "", one -> one.result() == ValidateStateMachineDefinitionResultCode.OK
                        ? Optional.empty() : Optional.of("AWS finds fault with a definition: " + one.diagnostics().getFirst().message()),
                some -> "AWS finds no fault with the definitions of both machines"))));
    }

    private ValidateStateMachineDefinitionResponse validated(String machine) {
        String definition = states.describeStateMachine(ask -> ask.stateMachineArn(machine)).definition();
        return states.validateStateMachineDefinition(ask -> ask.definition(definition));
    }

    /** Faults of Slipway's functions that its machines name by class: slipway.rollout.BadInput and its like. */
    private Seen errors() {
        return machine("DeployMachine", deploy -> machine("RouteMachine", route -> Seen.of(Answer.of("states:GetExecutionHistory", () -> Stream.of(route, deploy)
                        .flatMap(machine -> recent(machine, EXECUTIONS).stream()).flatMap(one -> history(one).stream()).flatMap(event -> fault(event).stream()).toList()),
                all -> Seen.each(all, "no function has failed in the last executions", error -> error.matches("slipway(\\.[a-z]+)+\\.[A-Z][A-Za-z]+") ? Optional.empty()
                        : Optional.of("a function's exception is told as " + error), some -> "exceptions are told as " + some.stream().distinct().collect(Collectors.joining(", "))))));
    }

    private List<ExecutionListItem> recent(String machine, int most) {
        return states.listExecutions(ask -> ask.stateMachineArn(machine).maxResults(most)).executions();
    }

    private JsonNode input(ExecutionListItem execution) {
        String input = states.describeExecution(ask -> ask.executionArn(execution.executionArn())).input();
        return input == null ? MissingNode.getInstance() : Json.read(input, JsonNode.class);
    }

    private List<HistoryEvent> history(ExecutionListItem execution) {
        return states.getExecutionHistory(ask -> ask.executionArn(execution.executionArn()).reverseOrder(true).maxResults(HISTORY)).events();
    }

    /** Returns the error of a failed call whose cause is of a Java function; Lambda's own and the runtime's have other names. */
    private static Optional<String> fault(HistoryEvent event) {
        return Optional.ofNullable(event.taskFailedEventDetails()).filter(failed -> failed.cause() != null && JAVA.matcher(failed.cause()).find())
                .map(failed -> failed.error());
    }

    private Seen missing() {
        return machine("DeployMachine", deploy -> Seen.absent("states:DescribeExecution", () -> states.describeExecution(
                ask -> ask.executionArn(deploy.replace(":stateMachine:", ":execution:") + ":slipway-asks-for-no-execution")), "ExecutionDoesNotExist"));
    }

    private Seen events() {
        return machine("RouteMachine", route -> Seen.of(Answer.of("states:DescribeExecution", () -> pushes(route)), all -> Seen.each(all,
                "no push is among the last " + SWEEPS + " executions of the route machine", MachineLooks::odd, some -> "the last events of ECR have "
                        + some.stream().flatMap(detail -> detail.properties().stream()).map(Map.Entry::getKey).distinct().sorted().collect(Collectors.joining(", ")))));
    }

    /** The sweep starts most executions; a stream asks no further than it has to. */
    private List<JsonNode> pushes(String route) {
        return recent(route, SWEEPS).stream().map(this::input).filter(input -> ECR.contains(input.path("detail-type").asText()))
                .limit(PUSHES).map(input -> input.path("detail")).toList();
    }

    /** More than is known is no harm: Slipway looks past it. */
    private static Optional<String> odd(JsonNode detail) {
        return DETAIL.stream().allMatch(detail::has) ? Optional.empty()
                : Optional.of("an event of ECR has only " + detail.properties().stream().map(Map.Entry::getKey).sorted().toList());
    }
}
