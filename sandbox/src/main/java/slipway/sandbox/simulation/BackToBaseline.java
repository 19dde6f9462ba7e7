package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Release;
import slipway.release.Restore;

/** 5. The baseline is what was seen healthy; at most one automatic rollback a deployment, to exactly the baseline. */
final class BackToBaseline implements Invariant {
    @Override
    public int number() {
        return 5;
    }

    @Override
    public void check(World world, Complaints complaints) {
        baselines(world, complaints);
        Map<String, Deployment> last = new HashMap<>();
        world.evidence().deployments().forEach(one -> last.put(one.id().value(), one));
        Map<String, Set<String>> ways = new HashMap<>();
        for (Evidence.Change change : world.evidence().changes()) {
            Deployment deployment = last.get(change.by().deployment());
            if (deployment != null && change.by().function().equals("slipway-RollBackFunction") && deployment.action() == Action.DEPLOY) {
                back(world, change, deployment, ways, complaints);
            }
        }
    }

    private static void back(World world, Evidence.Change change, Deployment deployment, Map<String, Set<String>> ways, Complaints complaints) {
        JsonNode input = change.call().input();
        Member member = world.evidence().member(change.target());
        String baseline = image(member, deployment.plan().orElseThrow().baseline().release());
        switch (change.call().operation()) {
            case "UpdateService" -> {
                String revision = input.path("taskDefinition").asText();
                if (ways.computeIfAbsent(deployment.id().value(), _ -> new HashSet<>()).add(revision) && ways.get(deployment.id().value()).size() > 1) {
                    complaints.add("at most one automatic rollback", member.name(), deployment.id() + " went back to " + ways.get(deployment.id().value()));
                }
                String image = world.image(revision);
                if (!digest(image).equals(digest(baseline))) {
                    complaints.add("a rollback goes to the baseline", member.name(), "%s went back to %s, its baseline is %s".formatted(deployment.id(), image, baseline));
                }
            }
            case "UpdateFunctionCode" -> {
                if (!input.path("ImageUri").asText().endsWith(digest(deployment.plan().orElseThrow().baseline().release().images().getOrDefault(Release.CODE, baseline)))) {
                    complaints.add("a rollback goes to the baseline", member.name(), deployment.id() + " put back the code " + input.path("ImageUri").asText());
                }
            }
            case "UpdateAlias" -> {
                String runs = world.aws().functions().look(member.name()).runs(input.path("FunctionVersion").asText());
                if (!runs.equals(digest(baseline)) || !input.path("RoutingConfig").path("AdditionalVersionWeights").isEmpty()) {
                    complaints.add("a rollback goes to the baseline", member.name(), "%s moved the alias back to %s, its baseline is %s".formatted(deployment.id(), runs, baseline));
                }
            }
            default -> { }
        }
    }

    /** Before the first change: what ran then, if it was whole; else what was last seen healthy. */
    private static void baselines(World world, Complaints complaints) {
        Map<String, String> healthy = new HashMap<>();
        world.evidence().first().forEach((target, truth) -> healthy.put(target, truth.serving().getFirst()));
        Map<String, String> left = new HashMap<>();
        Set<String> planned = new HashSet<>();
        for (Evidence.Written one : world.evidence().records()) {
            Deployment deployment = one.deployment();
            Member member = world.evidence().member(deployment.target().value());
            if (deployment.plan().isPresent() && deployment.ending().isEmpty() && planned.add(deployment.id().value())) {
                String baseline = digest(image(member, deployment.plan().get().baseline().release()));
                if (baseline.equals(left.get(member.name())) && !baseline.equals(healthy.get(member.name()))) {
                    complaints.add("what was handed over in the middle, or left after it failed, is nobody's baseline", member.name(), "%s has the baseline %s, which nobody has seen healthy for its bake time"
                            .formatted(deployment.id(), baseline));
                }
                boolean runs = one.truth().filter(truth -> truth.serves(baseline)).isPresent();
                // Its tasks may have died between Plan's reading and its record: then it is still what was last seen healthy.
                boolean read = deployment.plan().get().baseline().healthy() && (runs || lately(world, one));
                if (!read && !healthy.get(member.name()).equals(baseline)) {
                    complaints.add("the baseline is what was last seen healthy", member.name(), "%s has the baseline %s, last seen healthy was %s, and there ran %s"
                            .formatted(deployment.id(), baseline, healthy.get(member.name()), one.truth()));
                }
            }
            deployment.ending().ifPresent(ending -> {
                seen(member, deployment, ending, healthy);
                handed(member, deployment, ending, left);
            });
        }
    }

    /** Plan may have read what changed a moment later. */
    private static boolean lately(World world, Evidence.Written one) {
        return world.touched(one.deployment().target().value(), one.at());
    }

    private static void handed(Member member, Deployment deployment, Ending ending, Map<String, String> left) {
        if (ending == Ending.SUPERSEDED && deployment.change().isPresent() || deployment.kept() || unproven(deployment, ending)) {
            left.put(member.name(), digest(image(member, deployment.stays().orElse(deployment.plan().orElseThrow().to()))));
        } else if (ending == Ending.SUCCEEDED || ending == Ending.ROLLED_BACK) {
            left.remove(member.name());
        }
    }

    private static void seen(Member member, Deployment deployment, Ending ending, Map<String, String> healthy) {
        deployment.plan().ifPresent(plan -> {
            if (ending == Ending.SUCCEEDED) {
                healthy.put(member.name(), digest(image(member, plan.to())));
            } else if (ending == Ending.ROLLED_BACK) {
                healthy.put(member.name(), digest(image(member, deployment.action() == Action.ROLLBACK ? plan.to() : plan.baseline().release())));
            } else if ((ending == Ending.SUPERSEDED || deployment.kept() || unproven(deployment, ending)) && plan.baseline().healthy()) {
                // Its Plan saw that run and whole, though somebody else had brought it; its successor, or the person it is left to, goes back there.
                healthy.put(member.name(), digest(image(member, plan.baseline().release())));
            }
        });
    }

    /** Says whether a person was called about what was brought and not taken back, or while calls reached two releases, and nobody else had put them there. */
    private static boolean unproven(Deployment deployment, Ending ending) {
        boolean others = deployment.cause().filter(cause -> cause.code().equals("ChangedBySomeoneElse")).isPresent()
                || deployment.restore().filter(restore -> restore.way() == Restore.Way.LEFT).isPresent()
                // By now somebody else's runs (seed 1893732492).
                || deployment.changedOnTheWayBack();
        return ending == Ending.NEEDS_HUMAN && !others && deployment.change().filter(change -> change.partly() || deployment.action() == Action.DEPLOY
                // Told to go back, and nobody saw it there (seed 180004846).
                && (deployment.restore().isEmpty() || deployment.unrestored().isPresent())).isPresent();
    }

    /** Returns the image that callers get. */
    static String image(Member member, Release release) {
        return release.images().getOrDefault(member.service() ? Member.CONTAINER : member.kind() == Member.Kind.ALIASED ? Member.ALIAS : Release.CODE, "");
    }

    static String digest(String image) {
        return image.substring(image.indexOf('@') + 1);
    }
}
