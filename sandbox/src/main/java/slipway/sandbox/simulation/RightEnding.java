package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Shift;
import slipway.release.Traffic;

/** 7. A clean ending is the one that was seen, after its bake time and its smoke call; a person is called only where something was begun. */
final class RightEnding implements Invariant {
    /** What answers no call of a function. */
    private static final Set<Deed.Image> DUMB = EnumSet.of(Deed.Image.CRASHES_AT_BOOT, Deed.Image.CRASHES_LATER, Deed.Image.ANSWERS_404, Deed.Image.OUT_OF_MEMORY);

    @Override
    public int number() {
        return 7;
    }

    @Override
    public void check(World world, Complaints complaints) {
        baked(world, complaints);
        world.evidence().verdicts().stream().filter(one -> one.kind().equals("Wait")).forEach(one -> complaints.add("nothing is waited for beyond its deadline",
                one.by().target().orElseThrow(), "%s was looked at %s, and its deadline had passed".formatted(one.by().deployment(), one.at())));
        smoked(world, complaints);
        steps(world, complaints);
        Map<String, Boolean> back = new HashMap<>();
        world.evidence().verdicts().stream().filter(one -> one.kind().equals("Settle")).forEach(one -> back.put(one.by().deployment(), one.restoring()));
        for (Deployment one : world.evidence().deployments()) {
            Ending ending = one.ending().orElse(Ending.NOT_CHANGED);
            Boolean settled = back.get(one.id().value());
            boolean wrong = ending == Ending.SUCCEEDED && !Boolean.FALSE.equals(settled)
                    || ending == Ending.ROLLED_BACK && one.action() == Action.DEPLOY && !Boolean.TRUE.equals(settled);
            if (wrong) {
                complaints.add("a clean ending is the one that was seen", one.target().value(), "%s ended %s, and was last settled %s"
                        .formatted(one.id(), ending, settled == null ? "never" : settled ? "on its way back" : "on its way forward"));
            }
            if (ending == Ending.NEEDS_HUMAN && one.claim() == 0) {
                complaints.add("a person is called only where something was begun", one.target().value(), one.id() + " ended NEEDS_HUMAN and never had the target");
            }
        }
    }

    /** A service is not settled sooner after its last change than it has to be seen healthy. */
    private static void baked(World world, Complaints complaints) {
        world.evidence().verdicts().stream().filter(one -> one.kind().equals("Settle") && !one.restoring()).forEach(one -> changed(world, one).ifPresent(change -> {
            Member member = world.evidence().member(one.by().target().orElseThrow());
            Duration took = Duration.between(change, one.at());
            if (took.toSeconds() < member.limits().bake()) {
                complaints.add("a service settles only once it was healthy for its bake time", member.name(), "%s settled after %s, its bake time is %d s"
                        .formatted(one.by().deployment(), took, member.limits().bake()));
            }
        }));
    }

    /** Returns when the deployment's service was last changed for it before this verdict: it may go back, and change it again, after. */
    private static Optional<Instant> changed(World world, Evidence.Seen verdict) {
        return world.evidence().changes().stream().filter(one -> one.call().operation().equals("UpdateService") && one.by().deployment().equals(verdict.by().deployment()))
                .map(Evidence.Change::at).filter(at -> !at.isAfter(verdict.at())).max(Comparator.naturalOrder())
                // Where it found that told already, and of a function, from when it has that written down; clocks may differ between two looks.
                .or(() -> world.evidence().records().stream().filter(one -> one.deployment().id().value().equals(verdict.by().deployment()))
                        .filter(one -> one.deployment().change().isPresent()).map(Evidence.Written::at).min(Comparator.naturalOrder()).map(at -> at.minus(world.skew())));
    }

    /** Callers never get an image that does not answer the call which it has to answer first. */
    private static void smoked(World world, Complaints complaints) {
        world.evidence().changes().stream().filter(one -> one.call().operation().equals("UpdateAlias") && one.by().function().equals("slipway-UpdateFunction")).forEach(one -> {
            Member member = world.evidence().member(one.target());
            // With a share the alias stays on what it pointed to, whoever had brought that.
            String version = to(one);
            String digest = world.aws().functions().look(member.name()).runs(version);
            Deed.Image image = world.evidence().images().getOrDefault(digest, Deed.Image.GOOD);
            if (member.isSmoked() && DUMB.contains(image)) {
                complaints.add("callers never get what does not answer its smoke call", member.name(), "%s sent calls of the alias to %s, which is %s"
                        .formatted(one.by().deployment(), digest, image));
            }
        });
    }

    /** Calls go over by the planned steps, none left out, each only once the one before has baked; the first may be there already. */
    private static void steps(World world, Complaints complaints) {
        Map<String, Deployment> planned = new HashMap<>();
        world.evidence().deployments().stream().filter(one -> one.plan().flatMap(Plan::traffic).isPresent()).forEach(one -> planned.put(one.id().value(), one));
        Map<String, Evidence.Change> last = new HashMap<>();
        world.evidence().changes().stream().filter(one -> one.call().operation().equals("UpdateAlias") && one.by().function().equals("slipway-UpdateFunction"))
                .filter(one -> planned.containsKey(one.by().deployment())).forEach(one -> {
                    Deployment by = planned.get(one.by().deployment());
                    Traffic steps = by.plan().flatMap(Plan::traffic).orElseThrow();
                    Optional<Evidence.Change> before = Optional.ofNullable(last.put(one.by().deployment(), one));
                    int sent = before.map(RightEnding::percent).orElseGet(() -> found(by.plan().orElseThrow(), one, steps));
                    Instant since = before.map(Evidence.Change::at).orElseGet(() -> told(world, by));
                    if (percent(one) != steps.after(sent)) {
                        complaints.add("calls go over by the planned steps", one.target(), "%s sent %d %% of the calls after %s".formatted(by.id(), percent(one),
                                sent == 0 ? "none" : sent + " %"));
                    } else if (sent > 0 && Duration.between(since, one.at()).plus(world.skew()).compareTo(steps.bake()) < 0) {
                        complaints.add("more calls go over only once a share was healthy for its bake time", one.target(), "%s sent %d %% of the calls %s after %d %%"
                                .formatted(by.id(), percent(one), Duration.between(since, one.at()), sent));
                    }
                });
    }

    /** Returns when a share that was there already was written down. */
    private static Instant told(World world, Deployment by) {
        return world.evidence().records().stream().map(Evidence.Written::deployment).filter(one -> one.id().equals(by.id()))
                .flatMap(one -> one.change().flatMap(Change::shift).map(Shift::at).stream()).min(Comparator.naturalOrder()).orElse(by.startedAt());
    }

    /** Returns the share that an earlier deployment had left to the version which this one sends calls to, where that is one of the steps. */
    private static int found(Plan plan, Evidence.Change first, Traffic steps) {
        return plan.running().share().filter(share -> share.revision().endsWith(":" + to(first))).map(share -> (int) Math.round(100 * share.weight()))
                .filter(steps::isStep).orElse(0);
    }

    private static String to(Evidence.Change change) {
        JsonNode weights = weights(change);
        return weights.isEmpty() ? change.call().input().path("FunctionVersion").asText() : weights.fieldNames().next();
    }

    /** Returns the share of the calls that a change of an alias sends to the new version. */
    static int percent(Evidence.Change change) {
        JsonNode weights = weights(change);
        return weights.isEmpty() ? Traffic.ALL : (int) Math.round(100 * weights.elements().next().asDouble());
    }

    private static JsonNode weights(Evidence.Change change) {
        return change.call().input().path("RoutingConfig").path("AdditionalVersionWeights");
    }
}
