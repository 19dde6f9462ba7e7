package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Release;

/** 7. What is told is what is recorded, once where nothing goes wrong; and what others read of it is what was last seen live. */
final class OneVoice implements Invariant {
    @Override
    public int number() {
        return 7;
    }

    @Override
    public void check(World world, Complaints complaints) {
        Map<String, Deployment> recorded = new HashMap<>();
        world.evidence().deployments().forEach(one -> recorded.put(one.id().value(), one));
        Map<String, List<JsonNode>> told = new LinkedHashMap<>();
        for (JsonNode event : world.evidence().events()) {
            if (event.path("state").asText().equals("ENDED")) {
                told.computeIfAbsent(event.path("deployment").asText(), _ -> new ArrayList<>()).add(event);
            }
        }
        told.forEach((id, events) -> ended(id, events, Optional.ofNullable(recorded.get(id)), world, complaints));
        if (world.undisturbed()) {
            live(world, complaints);
        }
    }

    /**
     * What is told last is what is recorded. Where an ending could not be written down, people hear at once that nobody knows it
     * yet, which needs a human, and the right one from the recovery that comes after; where the bus may refuse, its event may not get through.
     */
    private static void ended(String id, List<JsonNode> events, Optional<Deployment> recorded, World world, Complaints complaints) {
        List<String> endings = events.stream().map(event -> event.path("ending").asText()).toList();
        String target = events.getLast().path("target").asText();
        String right = recorded.map(one -> one.ending().map(Ending::name).orElse("no ending")).orElse(endings.getLast());
        boolean corrected = endings.stream().allMatch(one -> one.equals(right) || one.equals(Ending.NEEDS_HUMAN.name()));
        boolean unheard = world.silenced() && endings.getLast().equals(Ending.NEEDS_HUMAN.name());
        if (!endings.getLast().equals(right) && !unheard || !corrected) {
            complaints.add("what is told is what is recorded", target, "%s was told to have ended %s, recorded is %s".formatted(id, endings, right));
        }
        if (endings.size() > 1 && world.undisturbed()) {
            complaints.add("an ending is told once", target, id + " was told to have ended, and again");
        }
    }

    /** The parameter that infrastructure code reads names what the last clean ending left running. */
    private static void live(World world, Complaints complaints) {
        Map<String, String> proven = new HashMap<>();
        Map<String, Ending> ended = new HashMap<>();
        for (Evidence.Written one : world.evidence().records()) {
            Deployment deployment = one.deployment();
            Member member = world.evidence().member(deployment.target().value());
            Ending ending = deployment.ending().orElse(Ending.NOT_CHANGED);
            boolean clean = ending == Ending.SUCCEEDED || ending == Ending.ROLLED_BACK;
            if (clean && ended.put(deployment.id().value(), ending) == null && deployment.image().isPresent()) {
                Release runs = ending == Ending.SUCCEEDED || deployment.action() == Action.ROLLBACK ? deployment.plan().orElseThrow().to()
                        : deployment.plan().orElseThrow().baseline().release();
                proven.put(member.name(), BackToBaseline.digest(BackToBaseline.image(member, runs)));
            }
        }
        proven.forEach((target, digest) -> {
            String live = world.aws().ssm().value("/slipway/live/" + target).orElse("nothing");
            if (!live.endsWith(digest)) {
                complaints.add("the live image is what was last seen live", target, "it is told to be " + live + ", last seen was " + digest);
            }
        });
    }
}
