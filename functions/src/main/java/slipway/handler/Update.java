package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import slipway.codec.Json;
import slipway.release.Baseline;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.rollout.Changes;
import slipway.rollout.Interrupted;

/**
 * Brings the new image to the service: a task definition that differs from the running one in its images alone, and one
 * UpdateService. Done again after a lost reply it finds its own work and changes nothing more.
 */
public final class Update extends Task {
    /** Long enough for the service to list the new deployment. */
    private static final int FIRST_LOOK_SECONDS = 5;

    record Answer(Deployment deployment) {}

    public Update() {
        this(Wiring.fromEnvironment());
    }

    public Update(Wiring wiring) {
        super(wiring);
    }

    @Override
    Object run(JsonNode input) {
        Deployment deployment = Json.read(input.get("deployment"), Deployment.class);
        Target target = wiring().target(deployment.target());
        EcsService service = (EcsService) target.workload();
        Changes changes = wiring().aws().changes();
        Plan plan = registered(deployment.plan().orElseThrow(), changes);
        String revision = plan.to().revision().orElseThrow();
        // Written before the change: if its reply is lost, Roll back finds the pinned copy and the revision here.
        wiring().ledger().records().write(deployment.with(plan));
        requireNoStop(deployment);
        String rollout = changes.update(service, plan.rollout(), revision);
        Change change = new Change(plan.to(), rollout, wiring().clock().instant());
        Deployment updated = deployment.with(plan).with(change).with(Progress.start(FIRST_LOOK_SECONDS));
        wiring().ledger().records().write(updated);
        return new Answer(updated);
    }

    /**
     * A baseline whose revision names a tag would start whatever the tag names by then: so a copy that names digests is
     * registered first (scenario 31), with the new revision where both start from the running one.
     */
    private static Plan registered(Plan plan, Changes changes) {
        Baseline baseline = plan.baseline();
        String running = plan.running().revision().orElseThrow();
        String basis = baseline.release().revision().orElseThrow();
        boolean known = plan.to().revision().isPresent();
        if (!baseline.pinned() && !known && basis.equals(running)) {
            List<String> both = changes.revisions(running, List.of(baseline.release().images(), plan.to().images()));
            return plan.with(baseline.withPinned(both.getFirst())).withRevision(both.getLast());
        }
        Plan safe = baseline.pinned() ? plan : plan.with(baseline.withPinned(changes.revision(basis, baseline.release().images())));
        return known ? safe : safe.withRevision(changes.revision(running, plan.to().images()));
    }

    private void requireNoStop(Deployment deployment) {
        wiring().requireClaim(deployment).stopRequested().ifPresent(stop -> {
            throw new Interrupted("a person stopped it").with("by", stop.by());
        });
    }
}
