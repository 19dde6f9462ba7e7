package slipway.sandbox.stories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import slipway.sandbox.Ways;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.cloud.ecs.Variants.Way;

/**
 * The worlds in which stories are played: few, and yet each two switches meet in all four positions. A switch is on in four worlds of
 * seven, no two in the same four (35 such choices): any two fours of seven share one, each has one of its own, and in the world by
 * default all are off.
 */
final class Worlds {
    private static final int COUNT = 7;
    private static final int ON = 4;
    private static final Duration LAG = Duration.ofSeconds(10);
    private static final int OTHERS = 7;

    private Worlds() {}

    static List<Ways> all() {
        return IntStream.range(0, COUNT).mapToObj(Worlds::world).toList();
    }

    /** Returns how many switches there are. */
    static int switches() {
        return Way.values().length + OTHERS;
    }

    /** Says whether a switch is on in a world. */
    static boolean on(int number, int world) {
        return (fours().get(number) & 1 << world) != 0;
    }

    private static Ways world(int world) {
        Set<Way> ways = EnumSet.noneOf(Way.class);
        Stream.of(Way.values()).filter(way -> on(way.ordinal(), world)).forEach(ways::add);
        boolean[] others = new boolean[OTHERS];
        for (int i = 0; i < OTHERS; i++) {
            others[i] = on(Way.values().length + i, world);
        }
        var lambda = slipway.sandbox.cloud.lambda.Variants.DEFAULT;
        return new Ways(new Variants(others[0] ? LAG : Duration.ZERO, ways),
                new slipway.sandbox.cloud.elb.Variants(others[1], others[2], others[3]),
                new slipway.sandbox.cloud.lambda.Variants(others[4] != lambda.versionsStartPending(), others[5] != lambda.failureShowsNewCode(),
                        others[6] != lambda.conflictFirst()));
    }

    private static List<Integer> fours() {
        return IntStream.range(0, 1 << COUNT).filter(set -> Integer.bitCount(set) == ON).boxed().toList();
    }

    /** Returns what is not as by default. */
    static String names(Ways ways) {
        List<String> names = new ArrayList<>(ways.ecs().ways().stream().sorted().map(Way::name).toList());
        if (ways.ecs().staleReads().isPositive()) {
            names.add("stale reads of " + ways.ecs().staleReads().toSeconds() + " s");
        }
        names.add(ways.elb().toString());
        names.add(ways.lambda().toString());
        return names.stream().collect(Collectors.joining(", "));
    }
}
