package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;

/**
 * How long until the next look. Often while a rollout is young and after something new went wrong, since then the verdict may fall at any
 * time; else seldom, since a look costs calls that a whole account shares, and history that an execution has little of.
 */
public final class Pace {
    private static final Duration OFTEN = Duration.ofSeconds(5);
    private static final Duration EARLY = Duration.ofSeconds(90);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    /** In the first ten minutes, and in each ten minutes on the average, where looks are as far apart as usual; what is due may add some. */
    private static final int IN_TEN_MINUTES = 42;
    /** What looking often may take of the looks that an execution has room for. */
    private static final int SPARE = 30;
    /** What a look takes by itself. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Limits limits;
    private final int looks;
    private final Duration since;

    private Pace(Limits limits, int looks, Duration since) {
        this.limits = limits;
        this.looks = looks;
        this.since = since;
    }

    /**
     * Returns the seconds to wait: never beyond an instant at which something is decided, at least one.
     *
     * @param before the looks so far
     * @param sinceChange how long ago the change, or the restore, was made
     * @param stirred whether something new went wrong a short while ago
     * @param apart how far looks have to be spread
     */
    public static int next(Limits limits, Progress before, Duration sinceChange, boolean stirred, Apart apart, Instant now, List<Instant> decisive) {
        Pace pace = new Pace(limits, before.looks() + 1, sinceChange);
        boolean often = sinceChange.compareTo(EARLY) < 0 || stirred && pace.affordable();
        return bounded(often ? apart.spread(OFTEN) : pace.seldom(apart), now, decisive);
    }

    /** Says whether something that went wrong then is new: another may follow soon. */
    static boolean fresh(Instant wrong, Instant now) {
        return wrong.plus(EARLY).isAfter(now);
    }

    /** Returns the seconds to wait where all is healthy but for somebody's word, which may come at any time. */
    static int word(Limits limits, Deployment deployment, Progress progress, Instant now) {
        Instant began = deployment.change().map(Change::at).orElse(now);
        return next(limits, progress, Duration.between(began, now), true, Apart.read(deployment), now, List.of());
    }

    /** Returns the seconds to wait while it is live and watched until then. */
    static int live(Limits limits, Deployment deployment, Progress progress, Instant end, Instant now) {
        return next(limits, progress, EARLY, false, Apart.read(deployment), now, List.of(end));
    }

    /** Returns the seconds to wait after a look without a reading: about twice as long each time, up to 30. */
    static int unread(Apart apart, Instant now, Instant deadline) {
        return bounded(apart.spread(OFTEN), now, List.of(deadline));
    }

    private Duration seldom(Apart apart) {
        return longer(apart.usual(limits.look(), OFTEN), longest().dividedBy(Limits.MOST_LOOKS - SPARE));
    }

    /** Says whether one more look now leaves enough for those that are still to come. */
    private boolean affordable() {
        Duration cycle = longer(limits.look().multipliedBy(5).dividedBy(6).plus(LOOK), longest().dividedBy(Limits.MOST_LOOKS - SPARE));
        Duration whole = longer(TEN_MINUTES, since);
        long soon = looks + whole.minus(since).dividedBy(cycle);
        long most = IN_TEN_MINUTES * whole.toSeconds() * Limits.DEFAULT.look().toSeconds() / limits.look().toSeconds() / TEN_MINUTES.toSeconds();
        Duration left = longer(longest().minus(since), Duration.ZERO);
        return soon < most && looks + left.dividedBy(cycle) < Limits.MOST_LOOKS;
    }

    private Duration longest() {
        return longer(limits.deadline().plus(limits.watch()), limits.restoreDeadline());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static int bounded(Duration wait, Instant now, List<Instant> decisive) {
        Duration shortest = decisive.stream().map(end -> Duration.between(now, end)).reduce(wait, (a, b) -> a.compareTo(b) < 0 ? a : b);
        return (int) Math.max(1, shortest.plusNanos(999_999_999).toSeconds());
    }
}
