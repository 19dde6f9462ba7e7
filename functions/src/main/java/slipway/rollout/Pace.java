package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import slipway.release.Limits;

/** How long until the next look. */
public final class Pace {
    private static final Duration OFTEN = Duration.ofSeconds(5);
    private static final Duration EARLY = Duration.ofSeconds(90);

    private Pace() {}

    /**
     * Returns the seconds to wait: few while it has just begun or something is amiss, never beyond an instant at which
     * something is decided, at least one.
     *
     * @param apart how far looks have to be spread
     */
    public static int next(Limits limits, Duration sinceChange, boolean amiss, Apart apart, Instant now, List<Instant> decisive) {
        boolean often = amiss || sinceChange.compareTo(EARLY) < 0
                || decisive.stream().anyMatch(end -> Duration.between(now, end).compareTo(limits.look()) <= 0);
        return bounded(apart.spread(often ? often(limits) : limits.look()), now, decisive);
    }

    /** Less often for hours than for minutes: an execution has 25,000 history events, and a look costs up to 14 (Step Functions quotas). */
    private static Duration often(Limits limits) {
        Duration longest = limits.deadline().compareTo(limits.restoreDeadline()) > 0 ? limits.deadline() : limits.restoreDeadline();
        Duration affordable = longest.dividedBy(Limits.MOST_LOOKS);
        return affordable.compareTo(OFTEN) > 0 ? affordable : OFTEN;
    }

    /** Returns the seconds to wait where all is healthy but for somebody's word, which may come at any time. */
    static int soon(Limits limits) {
        return (int) often(limits).toSeconds();
    }

    /** Returns the seconds to wait after a look without a reading: about twice as long each time, up to 30. */
    static int unread(Apart apart, Instant now, Instant deadline) {
        return bounded(apart.spread(OFTEN), now, List.of(deadline));
    }

    private static int bounded(Duration wait, Instant now, List<Instant> decisive) {
        Duration shortest = decisive.stream().map(end -> Duration.between(now, end)).reduce(wait, (a, b) -> a.compareTo(b) < 0 ? a : b);
        return (int) Math.max(1, shortest.plusNanos(999_999_999).toSeconds());
    }
}
