package slipway.cli.bench.verdicts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import slipway.sandbox.simulation.Dice;

/**
 * Something that befalls a service during a rollout and is not the image's fault.
 *
 * @param after from UpdateService on
 * @param which of those that it may befall
 * @param lasts how long, if it lasts
 */
record Trouble(Kind kind, Duration after, int which, Duration lasts) {
    /** What can befall. */
    enum Kind {
        /** Spot takes a task back. */
        RECLAIM(0.2),
        /** AWS retires a task for maintenance. */
        RETIREMENT(0.1),
        /** Once, one task of the new image exits. */
        ONE_EXIT(0.1),
        /** Once, the kernel kills one task of the new image for memory. */
        ONE_KILL(0.07),
        /** Once, one task of the new image fails its health checks until it counts as unhealthy, and is well again; not before a look came while one was well. */
        ONE_ILLNESS(0.08),
        /** Fargate has no capacity for a while. */
        SHORTAGE(0.1),
        /** Autoscaling, or a person: one or two tasks more, or one less. */
        SCALE(0.15),
        /** The registry is slow: a pull fails in time, and is tried again. */
        SLOW_REGISTRY(0.1);

        private final double chance;

        Kind(double chance) {
            this.chance = chance;
        }

        /** Says whether it is the one unlucky crash; there is one at most. */
        boolean crash() {
            return this == ONE_EXIT || this == ONE_KILL || this == ONE_ILLNESS;
        }
    }

    private static final double TWICE = 0.3;
    private static final double AT_FIRST = 0.6;
    private static final int FAR = 1000;

    /** Draws all that befall one rollout, in the order of time. */
    static List<Trouble> draw(Dice dice, Setting setting) {
        Duration length = setting.length();
        List<Trouble> drawn = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Dice own = dice.split();
            boolean there = own.chance(kind.chance) && (!kind.crash() || drawn.stream().noneMatch(one -> one.kind.crash()));
            int times = switch (kind) {
                case RECLAIM, RETIREMENT, SLOW_REGISTRY -> own.chance(TWICE) ? 2 : 1;
                default -> 1;
            };
            for (int i = 0; there && i < times; i++) {
                Duration after = length.multipliedBy(own.between(0, FAR)).dividedBy(FAR);
                // Capacity that is short only once all tasks have their place is short for nobody.
                boolean first = kind == Kind.SHORTAGE && own.chance(AT_FIRST);
                drawn.add(new Trouble(kind, first ? Duration.ZERO : after, own.between(0, FAR), lasts(kind, setting, own)));
            }
        }
        return drawn.stream().filter(one -> possible(one, setting)).sorted(Comparator.comparing(Trouble::after)).toList();
    }

    private static Duration lasts(Kind kind, Setting setting, Dice dice) {
        Duration shortage = Duration.ofSeconds(dice.between(15, 300));
        return switch (kind) {
            case SHORTAGE -> shortage;
            case ONE_ILLNESS -> setting.groups() > 0 ? setting.unhealthy() : ServicePlace.CHECK_EVERY.multipliedBy(ServicePlace.CHECK_RETRIES + 1L);
            default -> Duration.ZERO;
        };
    }

    private static boolean possible(Trouble one, Setting setting) {
        return one.kind != Kind.ONE_ILLNESS || setting.groups() > 0 || setting.checked();
    }

    /** Returns how long all of them hold a rollout up that makes it wait. */
    static Duration heldUp(List<Trouble> all) {
        return all.stream().map(Trouble::lasts).reduce(Duration.ZERO, Duration::plus);
    }

    static String words(List<Trouble> all) {
        return all.stream().map(one -> one.kind + " after " + one.after.toSeconds() + " s" + (one.lasts.isZero() ? "" : " for " + one.lasts.toSeconds() + " s"))
                .collect(Collectors.joining(", "));
    }
}
