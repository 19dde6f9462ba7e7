package slipway.sandbox.stories;

import slipway.sandbox.Ways;

/** The AWS that stories are played in: as by default, or as {@link AllVariants} has it in this thread. */
final class Under {
    static final ScopedValue<Ways> WAYS = ScopedValue.newInstance();

    private Under() {}

    static Ways ways() {
        return WAYS.isBound() ? WAYS.get() : Ways.DEFAULT;
    }

    /** The same with this ECS: for stories that are about one way. */
    static Ways with(slipway.sandbox.cloud.ecs.Variants ecs) {
        return new Ways(ecs, ways().elb(), ways().lambda());
    }
}
