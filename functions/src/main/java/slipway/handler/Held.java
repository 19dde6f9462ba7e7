package slipway.handler;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.EcrHost;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.rollout.Holds;

/** Says what of a release is held on the target (scenario 5); a person who gives a reason brings it all the same. */
final class Held {
    /** What is left to do where something came by itself. */
    static final String RELEASE = "A person can release it, or start it by hand with a reason.";

    private static final String FORCE = "Add a reason to bring it all the same (\"reason\":\"…\"), or release it first.";

    private final Holds holds;
    private final Repository own;

    Held(Holds holds, Repository own) {
        this.holds = holds;
        this.own = own;
    }

    /**
     * Returns why the release is not brought; empty if nothing of it is held. What runs already is not brought.
     *
     * <p>What a push names was looked at before its image was read; what a person left may be held as the child of the index that is
     * pushed now.
     */
    Optional<Cause> in(Deployment deployment, Release running, Release to) {
        if (deployment.origin().reason().isPresent()) {
            return Optional.empty();
        }
        boolean hand = deployment.origin().byHand() || deployment.action() == Action.ROLLBACK;
        Optional<Digest> pushed = deployment.image().filter(image -> image.repository().equals(own)).map(image -> image.digest());
        Set<Digest> brought = new LinkedHashSet<>();
        pushed.filter(_ -> hand).ifPresent(brought::add);
        to.serving().values().stream().filter(uri -> running.serving().values().stream().noneMatch(runs -> EcrHost.same(runs, uri)))
                .flatMap(uri -> own.digest(uri).stream())
                .filter(digest -> hand || !pushed.equals(Optional.of(digest))).forEach(brought::add);
        return brought.stream().flatMap(digest -> holds.find(deployment.target(), digest).stream()).findFirst()
                .map(hold -> hold.cause(hand ? FORCE : RELEASE));
    }
}
