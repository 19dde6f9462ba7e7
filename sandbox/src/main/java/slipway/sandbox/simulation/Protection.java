package slipway.sandbox.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Unprotected;

/** 6. What may be needed is not taken away: what is live has its tag where its owner wants that, or people are told; and no such tag is on another image. */
final class Protection implements Invariant {
    private static final Set<String> WRITERS = Set.of("slipway-UpdateFunction", "slipway-RollBackFunction");

    @Override
    public int number() {
        return 6;
    }

    @Override
    public void check(World world, Complaints complaints) {
        for (Evidence.Tagged one : world.evidence().tagged()) {
            if (!WRITERS.contains(one.by().function()) || !one.tag().equals(tag(one.target(), one.digest()))) {
                complaints.add("only Update and Roll back tag images, each for its target", one.target(), "%s put %s on %s".formatted(one.by().function(), one.tag(), one.digest()));
            }
        }
        world.repositories().forEach(repository -> named(world, repository).forEach((tag, digest) -> {
            if (tag.startsWith("slipway-live-") && !tag.endsWith("-" + digest.substring(7, 19))) {
                complaints.add("a tag of Slipway's is on the image that it names", "", "%s of %s is %s".formatted(tag, repository, digest));
            }
        }));
        Map<String, Deployment> last = new HashMap<>();
        world.evidence().deployments().forEach(one -> last.put(one.id().value(), one));
        last.values().forEach(one -> kept(world, one, complaints));
    }

    private static void kept(World world, Deployment deployment, Complaints complaints) {
        Member member = world.evidence().member(deployment.target().value());
        boolean live = deployment.ending().filter(ending -> ending == Ending.SUCCEEDED || ending == Ending.ROLLED_BACK).isPresent() && deployment.change().isPresent();
        if (!member.protects() || !live) {
            return;
        }
        Plan plan = deployment.plan().orElseThrow();
        Collection<String> images = (deployment.restore().isPresent() ? plan.baseline().release() : plan.to()).images().values();
        List<String> told = plan.unprotected().stream().map(Unprotected::image).toList();
        Set<String> put = world.evidence().tagged().stream().map(Evidence.Tagged::tag).collect(Collectors.toSet());
        images.stream().filter(image -> !told.contains(image) && !put.contains(tag(member.name(), image.substring(image.indexOf('@') + 1)))).forEach(image ->
                complaints.add("what is live is tagged, or it is told that it is not", member.name(), "%s ended %s with %s".formatted(deployment.id(), deployment.ending().orElseThrow(), image)));
    }

    /** As the product's documentation has it, in words that owe nothing to its code. */
    private static String tag(String target, String digest) {
        return "slipway-live-" + target + "-" + digest.substring(7, 19);
    }

    private static Map<String, String> named(World world, String repository) {
        Map<String, String> named = new HashMap<>();
        var input = JsonNodeFactory.instance.objectNode().put("repositoryName", repository).put("maxResults", 1000);
        world.aws().ecr().operations().get("ListImages").does().apply(new slipway.sandbox.cloud.Call("ecr", "ListImages", "person", input)).path("imageIds")
                .forEach(id -> named.put(id.path("imageTag").asText(), id.path("imageDigest").asText()));
        return named;
    }
}
