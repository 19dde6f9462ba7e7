package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import slipway.codec.Json;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Imprint;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Target;
import slipway.rollout.Interrupted;
import slipway.rollout.PlatformChanges;

/** Brings the new image to the target, or takes the next step of that. Done again after a lost reply it finds its own work and changes nothing more. */
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
        Optional<Deployment> recorded = wiring().ledger().records().find(deployment.id());
        Optional<Deployment> done = recorded.filter(known -> known.claim() == deployment.claim() && known.change().isPresent()).filter(_ -> deployment.change().isEmpty());
        if (done.isPresent()) {
            // Its reply was lost: whose change it took the place of, say, is not to be seen any more.
            return new Answer(labelled(done.get()));
        }
        Target target = wiring().target(deployment.target());
        PlatformChanges changes = Writers.to(wiring(), target);
        Plan ready = changes.prepared(deployment.plan().orElseThrow());
        // Once, before anything runs that a rule of the registry may delete; the later steps of a function go on from there.
        Plan plan = deployment.change().isPresent() ? ready : new Protecting(wiring(), target).over(ready);
        Deployment prepared = deployment.with(plan);
        boolean sent = deployment.change().isEmpty() && recorded.flatMap(Deployment::plan).filter(known -> known.to().revision().equals(plan.to().revision())).isPresent();
        // Written before the change: if its reply is lost, Roll back finds the pinned copy and the revision here.
        wiring().ledger().records().write(prepared);
        Instant now = wiring().clock().instant();
        Change change = changes.change(prepared, sent, wiring().clock(), () -> requireNoStop(deployment));
        Deployment begun = deployment.change().isPresent() ? prepared : prepared.with(plan.by(now.plus(target.limits().deadline())));
        Deployment updated = begun.with(change).with(begun.progress().orElse(Progress.start(FIRST_LOOK_SECONDS)));
        wiring().ledger().records().write(updated);
        return new Answer(deployment.change().isPresent() ? updated : labelled(updated));
    }

    /** Nothing waits for what is only told: production runs towards the image by now, and that is written down. */
    private Deployment labelled(Deployment updated) {
        Plan plan = updated.plan().orElseThrow();
        Optional<Imprint> told = updated.image().flatMap(image -> plan.imprint().filter(known -> known.unread().isPresent())
                .map(known -> wiring().aws().imprints().labelled(image.repository(), known)));
        return told.map(plan::of).map(updated::with).orElse(updated);
    }

    private void requireNoStop(Deployment deployment) {
        wiring().requireClaim(deployment).stopRequested().ifPresent(stop -> {
            throw new Interrupted("a person stopped it").with("by", stop.by());
        });
    }
}
