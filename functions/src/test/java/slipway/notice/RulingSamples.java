package slipway.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.Said;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;

/** What people are told of holds and freezes. */
final class RulingSamples {
    private static final Instant AT = Samples.AT;
    private static final Said BECAUSE = new Said(Optional.of("the database is mended, says <@U1>"), Optional.of("ana"));
    private static final Hold HOLD = new Hold(new TargetName("shop-api"), Samples.V2.digest(), new DeploymentId("shop-api-00112233445566aa"), AT.minusSeconds(600),
            "Container api exited with code 1.");

    private RulingSamples() {}

    static Map<String, Told> all() {
        Map<String, Told> all = new LinkedHashMap<>();
        all.put("frozen, waits", Told.of(Moment.WAITING, Samples.pushed().with(freeze(new TargetName("shop-api")).cause()), Samples.AROUND));
        all.put("frozen", ended(ruled("shop-api", Action.FREEZE, "2026-11-21T05:04:05Z").with(Cause.of("Frozen", "Pushes wait from now on: "
                + freeze(new TargetName("shop-api")).words()))));
        all.put("all frozen", ended(ruled("*", Action.FREEZE, "2026-11-21T05:04:05Z").with(Cause.of("Frozen", "Pushes wait from now on: "
                + freeze(TargetName.ALL).words()))));
        all.put("unfrozen", ended(ruled("*", Action.UNFREEZE, "").with(Cause.of("Unfrozen", "Frozen no more" + BECAUSE.words() + " (" + freeze(TargetName.ALL).words() + ")"))));
        all.put("released", ended(ruled("shop-api", Action.RELEASE, "v2").with(Cause.of("Released", "v2 is held no more" + BECAUSE.words()
                + " (it was held since 2026-11-21T02:54:05Z, by shop-api-00112233445566aa: Container api exited with code 1)").with("released", Samples.V2.digest().value()))));
        all.put("held by hand", ended(ruled("shop-api", Action.HOLD, Samples.V2.repository().uri() + ":v2@" + Samples.V2.digest()).with(Cause.of("HeldByHand",
                "v2 (" + Samples.V2.digest().brief() + ") is held from now on" + BECAUSE.words()).with("held", Samples.V2.digest().value()).with("tag", "v2"))));
        all.put("held, by hand without a reason", ended(Samples.asked(Action.DEPLOY, Samples.hand(), "v2").withImage(Samples.V2, Optional.empty())
                .with(HOLD.cause("Add a reason to bring it all the same (\"reason\":\"…\"), or release it first."))));
        all.put("forced", Told.of(Moment.START, Samples.asked(Action.DEPLOY, by(), "v2").withImage(Samples.V2, Optional.empty())
                .with(Samples.planned().plan().orElseThrow()), Samples.AROUND));
        return all;
    }

    private static Origin by() {
        return new Origin(Origin.By.HAND, AT, Optional.empty(), Optional.of(BECAUSE));
    }

    private static Freeze freeze(TargetName target) {
        return new Freeze(target, "the database is mended, says <@U1>", "ana", AT, AT.plusSeconds(7200));
    }

    private static Deployment ruled(String target, Action action, String asked) {
        return Deployment.asked(new DeploymentId("shop-api-0f1e2d3c4b5a6978"), new TargetName(target), action, by(), asked,
                "arn:aws:states:eu-central-1:123456789012:execution:slipway-deploy:by-hand", AT);
    }

    private static Told ended(Deployment deployment) {
        Surroundings around = deployment.target().equals(TargetName.ALL) ? new Surroundings("eu-central-1", Optional.empty(), Map.of()) : Samples.AROUND;
        return Told.of(Moment.END, deployment.ended(Ending.NOT_CHANGED, AT.plusSeconds(1)), around);
    }
}
