package slipway.rollout;

import java.util.Map;
import slipway.release.Baseline;
import slipway.release.Release;

/**
 * What a deployment left running that ended in mid-rollout, since something newer took over: it was not seen healthy for its
 * bake time, so it is nobody's baseline.
 *
 * @param left what it was bringing
 * @param baseline what it would have gone back to, and what its successors go back to
 * @param toPerson whether what came next ended with a person being asked to look: nobody else takes care of it since
 */
public record Handed(Release left, Baseline baseline, boolean toPerson) {
    public Handed(Release left, Baseline baseline) {
        this(left, baseline, false);
    }

    Handed leftToPerson() {
        return new Handed(left, baseline, true);
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
