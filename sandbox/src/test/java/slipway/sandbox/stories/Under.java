package slipway.sandbox.stories;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import slipway.sandbox.Ways;

/** The AWS that stories are played in: as by default, or as {@link AllVariants} has it in this thread. */
final class Under {
    static final ScopedValue<Ways> WAYS = ScopedValue.newInstance();

    /** The worlds in which a story has begun. */
    static final Set<Ways> PLAYED = ConcurrentHashMap.newKeySet();

    private Under() {}

    static Ways ways() {
        Ways ways = WAYS.isBound() ? WAYS.get() : Ways.DEFAULT;
        PLAYED.add(ways);
        return ways;
    }

    /** The same with this ECS: for stories that are about one way. */
    static Ways with(slipway.sandbox.cloud.ecs.Variants ecs) {
        return new Ways(ecs, ways().elb(), ways().lambda());
    }
}
