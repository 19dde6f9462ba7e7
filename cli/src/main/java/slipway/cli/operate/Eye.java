package slipway.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.cli.account.Answer;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.TargetName;
import slipway.rollout.Claim;
import slipway.rollout.Freeze;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** Watches one target: the deployment that has it, or is asked for, and then each that waits. A look is one read of the ledger and one of Step Functions. */
final class Eye {
    /** A deployment of which nothing is known yet may still be about to claim. */
    private static final Duration GRACE = Duration.ofMinutes(1);
    /** The newest events in which the last look is found: each round of the machine writes about ten. */
    private static final int EVENTS = 40;
    private static final String FIRST = "Claim";
    private final Installed slipway;
    private final SfnClient machines;
    private final Past past;
    private final TargetName target;
    private final Instant began;
    private Optional<DeploymentId> current;
    /** Where its machine was last seen. */
    private String at = FIRST;
    private int calls;
    private boolean over;
    private boolean good = true;

    /** @param current the deployment that is asked for; absent: whichever has the target */
    Eye(Installed slipway, TargetName target, Optional<DeploymentId> current) {
        this.slipway = slipway;
        this.machines = slipway.account().states();
        this.past = new Past(slipway.ledger(), slipway.account().region());
        this.target = target;
        this.began = slipway.now();
        this.current = current;
    }

    /** Says whether there is nothing more to see. */
    boolean over() {
        return over;
    }

    /** Says whether all that ended was as asked. */
    boolean good() {
        return good;
    }

    /** Returns how many calls of AWS the last look has taken. */
    int calls() {
        return calls;
    }

    /** Looks once. */
    Sight look() {
        int before = past.calls();
        calls = 1;
        Sight seen = seen();
        calls += past.calls() - before;
        return seen;
    }

    private Sight seen() {
        Situation situation = slipway.ledger().freezes().situation(target);
        TargetState state = situation.state();
        Optional<String> next = state.waiting().map(Said::name);
        if (current.isEmpty()) {
            current = state.claim().map(Claim::deployment);
        }
        Optional<Claim> mine = state.claim().filter(claim -> current.filter(claim.deployment()::equals).isPresent());
        if (mine.isPresent()) {
            return running(mine.get(), next);
        }
        Optional<Deployment> ended = current.flatMap(this::record).filter(one -> one.ending().isPresent());
        return ended.map(one -> ended(one, state, next)).orElseGet(() -> without(situation, next));
    }

    /** Two calls: what points to it, and it. */
    private Optional<Deployment> record(DeploymentId id) {
        calls += 2;
        return slipway.ledger().records().find(id);
    }

    private Sight running(Claim claim, Optional<String> next) {
        calls++;
        Optional<List<HistoryEvent>> history = Answer.of("states:GetExecutionHistory", () -> machines.getExecutionHistory(ask -> ask.executionArn(claim.execution())
                .reverseOrder(true).maxResults(EVENTS)).events()) instanceof Answer.Got<List<HistoryEvent>>(List<HistoryEvent> found) ? Optional.of(found) : Optional.empty();
        // What could not be read says nothing: then it is where it was.
        List<HistoryEvent> events = history.orElse(List.of());
        at = events.stream().filter(event -> event.stateEnteredEventDetails() != null).map(event -> event.stateEnteredEventDetails().name()).findFirst()
                .orElse(history.isPresent() ? FIRST : at);
        Optional<Deployment> seen = events.stream().map(Eye::deployment).flatMap(Optional::stream).filter(one -> one.id().equals(claim.deployment())).findFirst()
                .or(() -> record(claim.deployment()));
        return seen.map(one -> sight(one, at, next)).orElseGet(() -> Sight.without(target.value(), claim.deployment().value(), at, "CLAIMED " + target));
    }

    /** What a state assigned to the machine's variable when it was left (API_StateExitedEventDetails, assignedVariables). */
    private static Optional<Deployment> deployment(HistoryEvent event) {
        if (event.stateExitedEventDetails() == null || !event.stateExitedEventDetails().hasAssignedVariables()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(event.stateExitedEventDetails().assignedVariables().get("deployment")).map(text -> Json.read(text, JsonNode.class))
                    .filter(JsonNode::isObject).map(node -> Json.read(node, Deployment.class));
        } catch (IllegalArgumentException truncated) {
            return Optional.empty();
        }
    }

    private Sight ended(Deployment one, TargetState state, Optional<String> next) {
        good &= Goal.reached(one);
        over = state.claim().isEmpty() && state.waiting().isEmpty();
        current = state.claim().map(Claim::deployment);
        at = FIRST;
        return sight(one, "", next);
    }

    private Sight without(Situation situation, Optional<String> next) {
        Optional<Freeze> frozen = situation.frozen(slipway.now());
        if (next.isPresent() && frozen.isPresent()) {
            over = true;
            return Sight.without(target.value(), "", "Waiting", "WAITING " + target + " " + next.get() + ": " + words(frozen.get()));
        }
        over = next.isEmpty() && (current.isEmpty() || slipway.now().isAfter(began.plus(GRACE)));
        return Sight.without(target.value(), current.map(DeploymentId::value).orElse(""), next.isPresent() ? "Waiting" : "Nothing",
                next.map(what -> "WAITING " + target + " " + what).orElse(over ? "Nothing runs on " + target : "Nothing is known yet"));
    }

    private static String words(Freeze freeze) {
        return Said.of(freeze.words(), 300);
    }

    private Sight sight(Deployment one, String at, Optional<String> next) {
        return Sight.of(one, at, past.notice(one).verdict(), next);
    }
}
