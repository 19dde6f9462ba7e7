package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
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
        Map<String, Integer> told = new HashMap<>();
        for (JsonNode event : world.evidence().events()) {
            String id = event.path("deployment").asText();
            if (!event.path("state").asText().equals("ENDED")) {
                continue;
            }
            String ending = event.path("ending").asText();
            String target = event.path("target").asText();
            Deployment deployment = recorded.get(id);
            if (deployment != null && !deployment.ending().map(Ending::name).orElse("").equals(ending)) {
                complaints.add("what is told is what is recorded", target, "%s was told to have ended %s, recorded is %s".formatted(id, ending, deployment.ending()));
            }
            if (told.merge(id, 1, Integer::sum) == 2 && world.undisturbed()) {
                complaints.add("an ending is told once", target, id + " was told to have ended, and again");
            }
        }
        if (world.undisturbed()) {
            live(world, complaints);
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
