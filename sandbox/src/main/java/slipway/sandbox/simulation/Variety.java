package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import slipway.sandbox.Ways;
import slipway.sandbox.cloud.ecs.Variants;

/** Which way AWS goes in a world where its documents disagree or say nothing: each way in about every third. */
public final class Variety {
    private static final double SHARE = 0.3;

    private Variety() {}

    /** @param lag by which DescribeServices is behind after a change */
    public static Ways draw(Dice dice, Duration lag) {
        Set<Variants.Way> ways = EnumSet.noneOf(Variants.Way.class);
        for (Variants.Way way : Variants.Way.values()) {
            if (dice.chance(SHARE)) {
                ways.add(way);
            }
        }
        return new Ways(new Variants(lag, ways),
                new slipway.sandbox.cloud.elb.Variants(dice.chance(SHARE), dice.chance(SHARE), dice.chance(SHARE)),
                new slipway.sandbox.cloud.lambda.Variants(dice.chance(SHARE), dice.chance(SHARE), dice.chance(SHARE)));
    }
}
