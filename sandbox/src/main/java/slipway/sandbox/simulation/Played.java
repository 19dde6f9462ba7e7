package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipway.release.Deployment;

/**
 * What one seed came to.
 *
 * @param endings how many deployments ended how; those without an ending under {@code NONE}
 * @param edges the ways from state to state that were taken
 */
public record Played(long seed, int deployments, Map<String, Integer> endings, Duration lasted, Set<String> edges, List<Broken> broken) {
    static Played of(long seed, World world, Edges edges) {
        Map<String, Integer> endings = new TreeMap<>();
        List<Deployment> deployments = world.evidence().deployments();
        deployments.forEach(one -> endings.merge(one.ending().map(Enum::name).orElse("NONE"), 1, Integer::sum));
        return new Played(seed, deployments.size(), endings, world.lasted(), edges.taken(), Invariant.broken(world));
    }
}
