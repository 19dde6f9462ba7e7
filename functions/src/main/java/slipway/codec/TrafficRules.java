package slipway.codec;

import java.util.Locale;
import java.util.Optional;
import slipway.release.Target;
import slipway.release.Traffic;
import slipway.release.Workload.LambdaFunction;

/** What lies across the fields of a document whose calls go over by steps. */
final class TrafficRules {
    /** What limits.deadlineSeconds may be at most. */
    private static final long LONGEST = 14_400;

    private TrafficRules() {}

    /** Returns what is wrong with the steps, with the field and the remedy; empty if they can be taken. */
    static Optional<String> problem(Target target) {
        return target.workload().traffic().flatMap(steps -> target.workload() instanceof LambdaFunction function && function.alias().isEmpty()
                ? Optional.of("traffic needs alias, since only an alias can send a share of its calls to a new version: name the one that callers use, or remove traffic")
                : late(target, steps));
    }

    private static Optional<String> late(Target target, Traffic steps) {
        long needs = steps.needs(target.limits()).toSeconds();
        long allowed = target.limits().deadline().toSeconds();
        String field = "traffic." + steps.kind().name().toLowerCase(Locale.ROOT) + ".bakeSeconds";
        String remedy = needs <= LONGEST ? "write at least that there, or less in " + field : "write less in " + field;
        return needs <= allowed ? Optional.empty() : Optional.of(
                "traffic takes longer than limits.deadlineSeconds allows (%d): %d %s of %d s with 10 s for its looks, the bake of %d s at the end and a minute for the image are %d s; %s"
                        .formatted(allowed, steps.steps(0), steps.steps(0) == 1 ? "step" : "steps", steps.bake().toSeconds(), target.limits().bake().toSeconds(), needs, remedy));
    }
}
