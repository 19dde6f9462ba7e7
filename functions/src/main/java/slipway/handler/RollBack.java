package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.release.Target;
import slipway.rollout.Lag;
import slipway.rollout.PlatformChanges;
import slipway.rollout.TryAgain;

/** Brings the baseline back, or takes the next step of that. What someone else has changed since is left alone. */
public final class RollBack extends Task {
    private static final int FIRST_LOOK_SECONDS = 5;

    /** What the state machine branches on: {@code Watch}, {@code Untouched} or {@code Left}. */
    record Answer(String kind, Deployment deployment) {}

    public RollBack() {
        this(Wiring.fromEnvironment());
    }

    public RollBack(Wiring wiring) {
        super(wiring);
    }

    /** An update whose reply was lost may have been made, though the service does not show it yet. */
    private static void requireSeen(Restore restore, String sent, Instant now) {
        if (restore.way() == Restore.Way.UNTOUCHED && !sent.isEmpty() && now.isBefore(Instant.parse(sent).plus(Lag.LONGEST))) {
            throw new TryAgain("an update may have been made that the service does not show yet").with("sent", sent);
        }
    }

    /** A person who wants it turned around has said what is to be done; and what has begun to go back goes on. */
    private boolean kept(Target target, Deployment deployment) {
        return target.leavesFailures() && deployment.restore().isEmpty() && wiring().requireClaim(deployment).stopRequested().isEmpty();
    }

    /** Before anything goes back: whoever recovers this must not go forward again with what was to go (seed 70013226). */
    private void intend(Deployment planned) {
        try {
            wiring().ledger().records().write(planned);
        } catch (TryAgain unwritten) {
            // Production comes first: it goes back all the same, and what comes of that is written down.
            return;
        }
    }

    @Override
    Object run(JsonNode input) {
        Deployment asked = Json.read(input.get("deployment"), Deployment.class);
        Deployment deployment = Failure.cause(input.get("failure")).map(asked::with).orElse(asked);
        // What Update wrote down before its reply was lost: the pinned copy, the revision, the change.
        Optional<Deployment> recorded = wiring().ledger().records().find(asked.id());
        Target target = wiring().target(asked.target());
        Optional<Deployment> begun = recorded.filter(one -> one.claim() == asked.claim() && one.restore().isPresent()).filter(_ -> asked.restore().isEmpty());
        if (begun.isPresent()) {
            // Its reply was lost: looked at again its own work would be taken for ECS's.
            return answer(begun.get(), true, target);
        }
        Plan known = recorded.flatMap(Deployment::plan).or(asked::plan).orElseThrow();
        Deployment failed = recorded.flatMap(Deployment::change).or(asked::change).map(deployment.with(known)::with).orElse(deployment.with(known));
        if (recorded.filter(one -> one.cause().isEmpty()).isPresent() && failed.restore().isEmpty()) {
            intend(failed);
        }
        PlatformChanges changes = Writers.to(wiring(), target);
        Plan plan = changes.returnable(known);
        Deployment planned = failed.with(plan);
        if (!plan.equals(known)) {
            // Else who goes on would take the copy that the service is told to run for somebody else's.
            intend(planned);
        }
        Instant now = wiring().clock().instant();
        String sent = input.path("sent").asText("");
        Restore restore = changes.restore(planned, now, now.plus(target.limits().restoreDeadline()), !sent.isEmpty(),
                kept(target, deployment), () -> wiring().requireClaim(deployment));
        requireSeen(restore, sent, now);
        // What stands still is not looked at again: what was last seen is what people are told.
        Progress progress = Optional.of(deployment).filter(one -> one.restore().isPresent() || restore.standsStill()).flatMap(Deployment::progress)
                .orElse(Progress.start(FIRST_LOOK_SECONDS));
        Deployment going = planned.with(restore).with(progress);
        wiring().ledger().records().write(going);
        return answer(going, deployment.restore().isEmpty(), target);
    }

    private Answer answer(Deployment going, boolean first, Target target) {
        return switch (going.restore().orElseThrow().way()) {
            case UNTOUCHED -> new Answer("Untouched", going);
            case LEFT, KEPT -> new Answer("Left", going);
            case WATCHED, STOPPED, UPDATED -> new Answer("Watch", first ? keeping(going, target) : going);
        };
    }

    /** After the way back has begun: what stays live needs its tag now, whatever came of it when Update put it. */
    private Deployment keeping(Deployment going, Target target) {
        Plan plan = going.plan().orElseThrow();
        Plan kept = new Protecting(wiring(), target).back(plan);
        if (kept.equals(plan)) {
            return going;
        }
        Deployment told = going.with(kept);
        wiring().ledger().records().write(told);
        return told;
    }
}
