package slipway.handler;

import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Tags;
import slipway.release.TargetName;
import slipway.rollout.Newest;
import slipway.rollout.Newest.Arrival;
import slipway.rollout.Records;

/** Which of a target's deployments says what became of an image there. */
final class LastOf {
    /** How far back the ledger is asked for one under a higher version. */
    private static final int RECENT = 20;

    private LastOf() {}

    /**
     * Returns the last deployment that answers an arrival of the image. One that came as a lower version than ran says nothing of a higher
     * one that the same image has, and of which no event told, or one that comes later (scenario 4; seed 170000021).
     */
    static Optional<Deployment> image(Records records, TargetName target, Tags tags, Digest digest, Arrival arrival) {
        Optional<Deployment> last = records.lastOf(target, digest);
        return last.filter(one -> Newest.refusedAsLower(tags, one, arrival)).isEmpty() ? last
                : records.latest(target, RECENT).stream().filter(one -> one.digests().contains(digest) && !Newest.refusedAsLower(tags, one, arrival)).findFirst();
    }
}
