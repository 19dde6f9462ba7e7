package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.rollout.BadInput;
import slipway.rollout.Closing;
import slipway.rollout.Request;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;
import slipway.rollout.Waiting;

/**
 * What is known of an execution that failed before it knew its deployment.
 *
 * @param execution its ARN
 */
record Abandoned(Wiring wiring, TargetState state, String execution) {
    /** Of what the sweep looks at, too, the last few are enough: it has just ended. */
    private static final int RECENT = 5;

    /** Says whether what it asked for is on its way all the same, since only Claim's reply was lost: it waits, or what has the target goes back for it. */
    boolean underWay(JsonNode input) {
        boolean refused = Failure.cause(input.get("failure")).filter(one -> one.code().equals("BadInput")).isPresent();
        return !refused && (state.waiting().filter(one -> one.deployment().equals(Claim.named(state.target(), Execution.of(input))) || asksFor(one, input)).isPresent()
                || state.claim().flatMap(slipway.rollout.Claim::stopRequested).filter(wish -> wish.by().equals(execution)).isPresent()
                || state.heard().filter(wish -> wish.by().equals(execution)).isPresent());
    }

    /** Returns what waited and is refused now, since the target's document has changed: else each sweep would start it again, and it would stand in every other's way. */
    Optional<Deployment> refused(JsonNode input) {
        Optional<Cause> cause = Failure.cause(input.get("failure")).filter(one -> one.code().equals("BadInput"));
        Optional<Waiting> waits = state.waiting().filter(one -> cause.isPresent() && state.claim().isEmpty() && asksFor(one, input));
        return waits.map(one -> {
            Deployment ended = Closing.refused(one.request().deployment(one.deployment(), execution, one.since()).with(cause.get()), state, wiring.clock().instant());
            wiring.ledger().records().write(ended);
            if (!wiring.ledger().claims().replace(state, Closing.afterRefusal(state))) {
                throw new TryAgain("what waits could not be taken away").with("target", state.target());
            }
            return ended;
        });
    }

    /** Says whether the execution was started for what waits. */
    private static boolean asksFor(Waiting one, JsonNode input) {
        return one.request().image().map(Again::place).filter(place -> place.equals(Again.place(input.path("input").path("push")))).isPresent()
                || one.deployment().value().equals(input.path("input").path("waited").path("deployment").asText());
    }

    /** Returns what this execution has ended already, where it closed, and nobody got to know: it is told as it was written. */
    Optional<Deployment> closed() {
        return wiring.ledger().records().latest(state.target(), RECENT).stream()
                .filter(one -> one.ending().isPresent() && one.execution().equals(execution)).findFirst();
    }

    /** Returns what took the claim and died before it wrote its record: what waited left the ledger with that, and is known to nobody else. */
    Optional<Deployment> unwritten(slipway.rollout.Claim claim, JsonNode input) {
        Execution by = Execution.of(input);
        try {
            Request asked = new Asked(wiring.settings(), wiring.ledger().targets(), wiring.ledger().records()).read(input.path("input"), by).request();
            return Optional.of(asked.deployment(claim.deployment(), by.id(), by.startTime()).withClaim(claim.number()));
        } catch (BadInput gone) {
            return Optional.empty();
        }
    }
}
