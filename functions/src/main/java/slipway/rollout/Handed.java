package slipway.rollout;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import slipway.release.Baseline;
import slipway.release.Release;

/**
 * What a deployment left running that ended in mid-rollout, since something newer took over: it was not seen healthy for its
 * bake time, so it is nobody's baseline.
 *
 * @param left what it was bringing
 * @param baseline what it would have gone back to, and what its successors go back to
 * @param toPerson whether what came next ended with a person being asked to look: nobody else takes care of it since
 * @param since when it was told to run; absent in what an older Slipway has written
 */
public record Handed(Release left, Baseline baseline, boolean toPerson, Optional<Instant> since) {
    public Handed {
        since = since == null ? Optional.empty() : since;
    }

    /** What was left by one that somebody watches after it. */
    public Handed(Release left, Baseline baseline, Optional<Instant> since) {
        this(left, baseline, false, since);
    }

    Handed leftToPerson() {
        return new Handed(left, baseline, true, since);
    }

    /** Says whether that runs, somewhere or everywhere. */
    public boolean runs(Release running) {
        return runsIn(running) || left.sameImages(running);
    }

    /** Says whether some place runs what was being brought, and not what was seen healthy there. */
    public boolean runsIn(Release running) {
        return running.images().entrySet().stream().anyMatch(this::isLeft);
    }

    private boolean isLeft(Map.Entry<String, String> place) {
        return place.getValue().equals(left.images().get(place.getKey()))
                && !place.getValue().equals(baseline.release().images().get(place.getKey()));
    }
}
