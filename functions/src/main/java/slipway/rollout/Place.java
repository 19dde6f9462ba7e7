package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a target's document named when somebody last took the target.
 *
 * @param workload as {@link slipway.release.Workload#place} says it
 * @param since when the first deployment there began; the epoch where it never named anything else
 * @param before what it named before that, and what was known of it: a name that was mistyped is corrected
 */
public record Place(String workload, Instant since, Optional<Left> before) {
    /** What was known of a service or function that the document does not name any more. */
    public record Left(String workload, Instant since, List<Seen> healthy, Optional<Handed> handed) {
        public Left {
            healthy = List.copyOf(healthy);
            handed = handed == null ? Optional.empty() : handed;
        }
    }

    public Place {
        before = before == null ? Optional.empty() : before;
    }

    /** Where it always was. */
    Place(String workload) {
        this(workload, Instant.EPOCH, Optional.empty());
    }

    /**
     * Returns the next one.
     *
     * @param proven whether something was seen healthy here: then what is known of the place before, where that is named again, is of before that
     */
    Place then(String named, Instant now, boolean proven, Left left) {
        return new Place(named, back(named).filter(_ -> !proven).map(Left::since).orElse(now), Optional.of(left));
    }

    /** Returns what is known of that place, if it is the one before. */
    Optional<Left> back(String named) {
        return before.filter(one -> one.workload().equals(named));
    }
}
