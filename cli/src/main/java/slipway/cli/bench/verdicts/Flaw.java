package slipway.cli.bench.verdicts;

import java.time.Duration;
import java.util.List;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.simulation.Dice;

/**
 * What is wrong with the image of a service. What nobody could see is not drawn: who answers nothing has a check that asks, and what
 * shows itself late does so within the bake. For that the bake is longer than a container of the image can be healthy from its start on:
 * health is counted from when all tasks run, so no later than each has started, and it is counted anew once one has failed.
 */
enum Flaw {
    /** It is deleted from the registry after Plan has found it there. */
    CANNOT_PULL,
    /** It holds a program for another processor; the log says so. */
    EXEC_FORMAT,
    COMMAND_MISSING,
    CRASH_AT_BOOT,
    CRASH_LATER,
    /** One task of many crashes, and the one that takes its place. */
    CRASH_OF_ONE,
    OUT_OF_MEMORY,
    HEALTH_404,
    NEVER_LISTENS,
    TIMES_OUT,
    /** It answers for a while and does not for as long. */
    FLAPS,
    /** Only the container's own check asks, and fails. */
    CONTAINER_CHECK,
    /** An index that has no image for the service's processors. */
    WRONG_ARCHITECTURE;

    /**
     * An image with it.
     *
     * @param late how long a container of it may be healthy before it shows itself; zero where it never is. Of one task of many, from RUNNING on
     */
    record Ill(Behaviour behaviour, Duration late) {}

    static Flaw draw(Dice dice) {
        return dice.pick(List.of(values()));
    }

    /** Returns the setting with what is needed for anybody to see it. */
    Setting seenIn(Setting setting) {
        int groups = Math.max(1, setting.groups());
        return switch (this) {
            case HEALTH_404, NEVER_LISTENS, TIMES_OUT, FLAPS -> setting.with(1, groups, setting.checked());
            case CONTAINER_CHECK -> setting.with(1, 0, true);
            case CRASH_OF_ONE -> setting.with(2, setting.groups(), setting.checked());
            default -> setting;
        };
    }

    Ill image(Setting setting, Dice dice) {
        Behaviour good = Behaviour.GOOD.listeningAfter(setting.listens());
        Duration soon = Duration.ofSeconds(dice.between(0, 4));
        Duration later = Duration.ofSeconds(dice.between(5, 90));
        // So long that the load balancer's threshold is reached, whatever its interval.
        Duration turn = setting.unhealthy();
        return switch (this) {
            case CANNOT_PULL, WRONG_ARCHITECTURE -> new Ill(good, Duration.ZERO);
            case EXEC_FORMAT -> new Ill(good.saying("exec /app/server: exec format error").crashingAfter(Duration.ZERO, 1), Duration.ZERO);
            case COMMAND_MISSING -> new Ill(good.saying("/bin/sh: 1: /app/server: not found").crashingAfter(Duration.ZERO, 127), Duration.ZERO);
            case CRASH_AT_BOOT -> new Ill(good.saying("panic: no such table: users").crashingAfter(soon, 1), soon);
            case CRASH_LATER -> new Ill(good.crashingAfter(later, 1), later);
            case CRASH_OF_ONE -> new Ill(good, later);
            case OUT_OF_MEMORY -> new Ill(good.outOfMemoryAfter(later), later);
            case HEALTH_404 -> new Ill(good.answering(404), Duration.ZERO);
            case NEVER_LISTENS -> new Ill(good.neverListening(), Duration.ZERO);
            case TIMES_OUT -> new Ill(good.hanging(), Duration.ZERO);
            case FLAPS -> new Ill(good.flapping(turn), setting.listens().plus(turn).plus(setting.unhealthy()));
            case CONTAINER_CHECK -> new Ill(good.answering(500), Duration.ZERO);
        };
    }
}
