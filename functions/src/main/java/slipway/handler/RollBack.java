package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.release.Target;

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

    @Override
    Object run(JsonNode input) {
        Deployment asked = Json.read(input.get("deployment"), Deployment.class);
        Deployment deployment = Failure.cause(input.get("failure")).map(asked::with).orElse(asked);
        Plan plan = wiring().ledger().records().find(asked.id()).flatMap(Deployment::plan).or(asked::plan).orElseThrow();
        Target target = wiring().target(deployment.target());
        wiring().requireClaim(deployment);
        Instant now = wiring().clock().instant();
        Restore restore = Writers.to(wiring(), target).restore(deployment.with(plan), now, now.plus(target.limits().restoreDeadline()));
        Progress progress = deployment.restore().flatMap(_ -> deployment.progress()).orElse(Progress.start(FIRST_LOOK_SECONDS));
        Deployment going = deployment.with(plan).with(restore).with(progress);
        wiring().ledger().records().write(going);
        return new Answer(switch (restore.way()) {
            case UNTOUCHED -> "Untouched";
            case LEFT -> "Left";
            case WATCHED, STOPPED, UPDATED -> "Watch";
        }, going);
    }
}
