package slipway.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the looks at a rollout, or at a restore, have shown so far.
 *
 * @param looks how often it was looked at
 * @param unread how many looks in a row got no reading
 * @param healthySince since when everything has been healthy without a break
 * @param counts the last reading's numbers
 * @param waitsFor what it waits for, with the number and the limit
 * @param nextLook how long until the next look, in seconds
 * @param apart how far looks are spread, since AWS would not answer as often: two more double the wait
 * @param blind how many seconds in all went by in which AWS let nothing be seen, or the next step not be taken
 * @param live since when it is live and watched; absent before its bake is over, and in what an older Slipway has written
 * @param well the target groups in which a target of ours was seen healthy at any look; none in what an older Slipway has written
 */
public record Progress(
        int looks, int unread, Optional<Instant> healthySince, Counts counts, String waitsFor, int nextLook, int apart, int blind,
        Optional<Instant> live, SortedSet<String> well) {
    public Progress {
        live = live == null ? Optional.empty() : live;
        well = Collections.unmodifiableSortedSet(new TreeSet<>(well == null ? Set.of() : well));
    }

    /** The most by which a deadline is put off because nothing could be seen. */
    public static final Duration MOST_BLIND = Duration.ofMinutes(10);

    /** Of what has no target group that is looked at. */
    public Progress(int looks, int unread, Optional<Instant> healthySince, Counts counts, String waitsFor, int nextLook, int apart, int blind, Optional<Instant> live) {
        this(looks, unread, healthySince, counts, waitsFor, nextLook, apart, blind, live, Collections.emptySortedSet());
    }

    /** Of what is not live yet. */
    public Progress(int looks, int unread, Optional<Instant> healthySince, Counts counts, String waitsFor, int nextLook, int apart, int blind) {
        this(looks, unread, healthySince, counts, waitsFor, nextLook, apart, blind, Optional.empty());
    }

    /** With looks as often as they are meant to be. */
    public Progress(int looks, int unread, Optional<Instant> healthySince, Counts counts, String waitsFor, int nextLook) {
        this(looks, unread, healthySince, counts, waitsFor, nextLook, 0, 0);
    }

    /** Before the first look. */
    public static Progress start(int firstWait) {
        return new Progress(0, 0, Optional.empty(), Counts.NONE, "the first look", firstWait);
    }

    /** The same with another wait until the next look. */
    public Progress again(int seconds) {
        return new Progress(looks, unread, healthySince, counts, waitsFor, seconds, apart, blind, live, well);
    }

    /** The same, waiting for something else. */
    public Progress waitingFor(String what) {
        return new Progress(looks, unread, healthySince, counts, what, nextLook, apart, blind, live, well);
    }

    /** The same, live since then; absent if it is not. */
    public Progress live(Optional<Instant> since) {
        return new Progress(looks, unread, healthySince, counts, waitsFor, nextLook, apart, blind, since, well);
    }

    /** Returns the deadline, put off by the time in which nothing could be seen or done: a rollout is not to blame for that. */
    public Instant fair(Instant deadline) {
        Duration unseen = Duration.ofSeconds(blind);
        return deadline.plus(unseen.compareTo(MOST_BLIND) < 0 ? unseen : MOST_BLIND);
    }
}
