package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Workload.EcsService;

/** The writes to production. Only Update and Roll back are given this port. */
public interface Changes {
    /**
     * Returns a revision that differs from the basis in the images of the named containers alone: the family's latest
     * one or the one before it if it is that already (a retry after a lost reply registers nothing twice), else a new
     * one, tags included.
     *
     * @param basis the ARN of the task definition to start from
     * @param images image URI by container
     * @throws BadInput if the basis has no such container
     */
    default String revision(String basis, Map<String, String> images) {
        return revisions(basis, List.of(images)).getFirst();
    }

    /** Does what {@link #revision} does for each of several, in their order, and reads the basis once. */
    List<String> revisions(String basis, List<Map<String, String>> images);

    /**
     * Tells the service to run the revision, and nothing else, right after it has seen that nobody else changed it: ECS has
     * no compare-and-set, so this gap is as small as it can be, and what was made in it is told.
     *
     * @param planned the PRIMARY deployment's id that this is decided upon
     * @param last what is looked at between that and the call: whether the claim is still the caller's
     * @throws Interrupted if PRIMARY is neither the planned one nor of the revision
     * @throws TryAgain if throttled
     * @throws BadInput if the revision is INACTIVE or the service can't be updated
     */
    Updated update(EcsService service, String planned, String revision, Runnable last);

    /**
     * Stops the running service deployment of the revision with ROLLBACK.
     *
     * @param last what is looked at right before the call
     * @return empty if none of that revision is running, so that there is nothing to stop
     */
    Optional<String> stop(EcsService service, String revision, Runnable last);

    /**
     * What an update came to.
     *
     * @param rollout the id of the PRIMARY deployment that brings it there; if the service was told to run it already, that one
     * @param replaced somebody else's deployment, made between the look and the update, that this one has taken the place of
     * @param since by ECS's clock, when that deployment was made
     */
    record Updated(String rollout, Optional<String> replaced, Instant since) {}
}
