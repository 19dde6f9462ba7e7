package slipway.handler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.rollout.Claiming;
import slipway.rollout.Owed;
import slipway.rollout.Records;
import slipway.rollout.Request;
import slipway.rollout.TargetState;
import slipway.rollout.Waiting;

/**
 * Writes down that a request was overtaken, once, whoever gets to it.
 *
 * @param execution the ARN of an execution of the same machine
 */
record Owing(Records records, String execution, Instant now) {
    /** Makes good what others owe; returns one of which nobody was told, if there is one. */
    Optional<Deployment> others(TargetState state, DeploymentId own) {
        List<Deployment> untold = state.owed().stream().filter(one -> !one.by().equals(own) && !one.itself())
                .filter(one -> written(one).isEmpty()).map(this::recorded).toList();
        return untold.stream().findFirst();
    }

    /** Returns the state without what others owe, which is made good by now; what the holder, or what waits, has overtaken waits again should that come to nothing. */
    TargetState own(TargetState state, DeploymentId own) {
        return state.owing(state.owed().stream().filter(one -> one.by().equals(own) || state.claim().map(slipway.rollout.Claim::deployment).filter(one.by()::equals).isPresent()
                || state.waiting().map(Waiting::deployment).filter(one.by()::equals).isPresent()).toList());
    }

    /** Records that what waited never will be brought, or says how that was recorded. */
    Deployment recorded(Owed owed) {
        return written(owed).orElseGet(() -> {
            Waiting waiting = owed.waiting();
            Request request = waiting.request();
            Deployment superseded = request.deployment(waiting.deployment(), request.origin().byHand() ? "" : sibling(waiting.deployment()), waiting.since())
                    .with(Claiming.superseded(owed.by(), owed.tag(), owed.at())).ended(Ending.SUPERSEDED, now);
            records.write(superseded);
            return superseded;
        });
    }

    private Optional<Deployment> written(Owed owed) {
        return records.find(owed.waiting().deployment()).filter(one -> one.ending().isPresent());
    }

    /** What Slipway starts is named after its deployment. */
    private String sibling(DeploymentId id) {
        return execution.substring(0, execution.lastIndexOf(':') + 1) + id;
    }
}
