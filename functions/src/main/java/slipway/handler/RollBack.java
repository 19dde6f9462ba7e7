package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.ServiceNow;
import slipway.rollout.TryAgain;

/**
 * Brings the baseline back, by the way that fits what it finds: ECS may be doing so already, the service deployment may
 * be stopped, or the service is updated. What someone else has changed since is left alone.
 */
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

    @Override
    Object run(JsonNode input) {
        Deployment asked = Json.read(input.get("deployment"), Deployment.class);
        Deployment deployment = Failure.cause(input.get("failure")).map(asked::with).orElse(asked);
        Plan plan = wiring().ledger().records().find(asked.id()).flatMap(Deployment::plan).or(asked::plan).orElseThrow();
        Target target = wiring().target(deployment.target());
        EcsService service = (EcsService) target.workload();
        ServiceNow now = wiring().aws().services().now(service).orElseThrow(() -> new BadInput("the service is gone, so it can't be rolled back")
                .with("service", service.service()));
        wiring().requireClaim(deployment);
        Restore restore = restore(deployment, plan, service, now, wiring().clock().instant().plus(target.limits().restoreDeadline()));
        Deployment going = deployment.with(plan).with(restore).with(Progress.start(FIRST_LOOK_SECONDS));
        wiring().ledger().records().write(going);
        return new Answer(switch (restore.way()) {
            case UNTOUCHED -> "Untouched";
            case LEFT -> "Left";
            case WATCHED, STOPPED, UPDATED -> "Watch";
        }, going);
    }

    private Restore restore(Deployment deployment, Plan plan, EcsService service, ServiceNow now, Instant deadline) {
        Release baseline = plan.baseline().release();
        Rollout primary = now.primary();
        Instant at = wiring().clock().instant();
        if (primary.id().equals(plan.rollout())) {
            if (deployment.change().isPresent()) {
                throw new TryAgain("the service does not show the update yet").with("deployment", deployment.change().get().rollout());
            }
            return new Restore(Restore.Way.UNTOUCHED, baseline, Optional.of(primary.id()), at, deadline);
        }
        if (ours(deployment, plan, primary)) {
            return turned(primary, plan, baseline, service, at, deadline);
        }
        if (baseline.revision().equals(Optional.of(primary.taskDefinition()))) {
            return new Restore(Restore.Way.WATCHED, baseline, Optional.of(primary.id()), at, deadline);
        }
        if (plan.running().revision().equals(Optional.of(primary.taskDefinition()))) {
            // ECS goes back to a revision that names a tag, and would start what the tag names now: the pinned copy takes over.
            return updated(service, primary, baseline, at, deadline);
        }
        return new Restore(Restore.Way.LEFT, baseline, Optional.of(primary.id()), at, deadline);
    }

    private Restore turned(Rollout primary, Plan plan, Release baseline, EcsService service, Instant at, Instant deadline) {
        boolean cameFromBaseline = baseline.revision().equals(plan.running().revision());
        if (cameFromBaseline && !primary.completed() && wiring().aws().changes().stop(service, primary.taskDefinition()).isPresent()) {
            return new Restore(Restore.Way.STOPPED, baseline, Optional.empty(), at, deadline);
        }
        return updated(service, primary, baseline, at, deadline);
    }

    private Restore updated(EcsService service, Rollout primary, Release baseline, Instant at, Instant deadline) {
        String rollout = wiring().aws().changes().update(service, primary.id(), baseline.revision().orElseThrow());
        return new Restore(Restore.Way.UPDATED, baseline, Optional.of(rollout), at, deadline);
    }

    /** By its id, or, where Update's reply was lost, by the images that its revision names. */
    private boolean ours(Deployment deployment, Plan plan, Rollout primary) {
        return deployment.change().map(change -> change.rollout().equals(primary.id())).orElseGet(() ->
                wiring().aws().services().revision(primary.taskDefinition()).map(Revision::images)
                        .filter(images -> images.equals(plan.to().images())).isPresent());
    }
}
