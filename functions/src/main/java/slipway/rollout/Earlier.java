package slipway.rollout;

import java.util.Optional;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.TargetName;

/** An earlier deployment, to whose release a person goes back. */
public final class Earlier {
    private Earlier() {}

    /**
     * Returns the release that the target ran, seen healthy, at the end of the deployment: the new one, or the one that it went back to.
     *
     * @param found what the ledger has of the id
     * @throws BadInput if there is none, it is another target's, or it was not seen healthy
     */
    public static Release release(TargetName target, DeploymentId id, Optional<Deployment> found) {
        Deployment earlier = found.orElseThrow(() -> new BadInput("input.to names no deployment: take the id from a message of this target")
                .with("to", id).with("target", target));
        if (!earlier.target().equals(target)) {
            throw new BadInput("input.to is a deployment of another target: take the id from a message of this one")
                    .with("to", id).with("of", earlier.target()).with("target", target);
        }
        return healthy(earlier).orElseThrow(() -> new BadInput(
                "input.to was never seen healthy, so it is no release to go back to: choose one that ended SUCCEEDED or ROLLED_BACK")
                .with("to", id).with("ended", earlier.ending().map(Ending::name).orElse("not yet")));
    }

    /** @throws BadInput if the target's document named another service or function at the time, whose release would be brought to this one */
    public static void requireHere(Deployment earlier, TargetState state) {
        state.place().filter(place -> earlier.startedAt().isBefore(place.since())).ifPresent(place -> {
            throw new BadInput("input.to is a deployment to what the target's document named before: choose a later one, or start a deployment of the image you want")
                    .with("to", earlier.id()).with("names", place.workload()).with("since", place.since());
        });
    }

    /** Empty where nothing was seen healthy in the end. */
    private static Optional<Release> healthy(Deployment earlier) {
        return earlier.ending().flatMap(ending -> switch (ending) {
            case SUCCEEDED, ROLLED_BACK -> earlier.restore().map(Restore::release).or(() -> earlier.change().map(Change::release));
            case NOT_CHANGED, SUPERSEDED, NEEDS_HUMAN -> Optional.empty();
        });
    }
}
