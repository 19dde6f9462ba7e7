package slipway.sandbox.stories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import slipway.sandbox.Ways;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.cloud.ecs.Variants.Way;

/**
 * The worlds in which stories are played: few, and yet the switches of any two columns meet in all four positions. A column is on in three
 * worlds of five, no two in the same three (there are ten such choices): any two threes of five share one, each has one of its own, and in
 * the world by default all are off. Switches of one column act on different things, and are turned together.
 */
final class Worlds {
    static final List<List<String>> COLUMNS = List.of(
            List.of("ROLLBACK_REUSES_DIGESTS", "ROLLBACK_KEEPS_TASKS", "conflictFirst"),
            List.of("ROLLBACK_REUSES_DEPLOYMENT", "failureShowsNewCode"),
            List.of("REPLACED_STAY_INACTIVE", "PULL_IN_NEW_WORDS", "versionsStartPending"),
            List.of("FAILED_LEAVE_AT_ONCE", "unusedStayListed"),
            List.of("OLDEST_FIRST", "REGISTERS_WHILE_ACTIVATING", "DAEMONS_HAVE_NO_HISTORY"),
            List.of("QUICK_EXITS_HAVE_RUN", "freshNeedThreshold"),
            List.of("RUNNING_ENDS_COUNTING", "SAME_DEFINITION_DEPLOYS"),
            List.of("DRAINING_COUNTS", "FAILS_IN_SINGULAR", "staleReads"),
            List.of("COMPLETES_BEFORE_DRAINED", "STOPPED_IS_NOT_FAILED"),
            List.of("STOP_TAKES_A_MINUTE", "failuresExceed"));
    private static final int COUNT = 5;
    private static final int ON = 3;
    private static final Duration LAG = Duration.ofSeconds(10);

    private Worlds() {}

    static List<Ways> all() {
        return IntStream.range(0, COUNT).mapToObj(Worlds::world).toList();
    }

    /** Says whether a column is on in a world. */
    static boolean on(int column, int world) {
        return (threes().get(column) & 1 << world) != 0;
    }

    private static Ways world(int world) {
        Set<Way> ways = EnumSet.noneOf(Way.class);
        Stream.of(Way.values()).filter(way -> on(way.name(), world)).forEach(ways::add);
        var lambda = slipway.sandbox.cloud.lambda.Variants.DEFAULT;
        return new Ways(new Variants(on("staleReads", world) ? LAG : Duration.ZERO, ways),
                new slipway.sandbox.cloud.elb.Variants(on("freshNeedThreshold", world), on("failuresExceed", world), on("unusedStayListed", world)),
                new slipway.sandbox.cloud.lambda.Variants(on("versionsStartPending", world) != lambda.versionsStartPending(),
                        on("failureShowsNewCode", world) != lambda.failureShowsNewCode(), on("conflictFirst", world) != lambda.conflictFirst()));
    }

    private static boolean on(String name, int world) {
        return on(IntStream.range(0, COLUMNS.size()).filter(column -> COLUMNS.get(column).contains(name)).findFirst().orElseThrow(), world);
    }

    private static List<Integer> threes() {
        return IntStream.range(0, 1 << COUNT).filter(set -> Integer.bitCount(set) == ON).boxed().toList();
    }

    /** Returns the columns that are on. */
    static String names(int world) {
        List<String> names = new ArrayList<>();
        IntStream.range(0, COLUMNS.size()).filter(column -> on(column, world)).forEach(column -> names.addAll(COLUMNS.get(column)));
        return String.join(", ", names);
    }
}
