package slipway.rollout;

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
     * no compare-and-set, so this gap is as small as it can be.
     *
     * @param planned the PRIMARY deployment's id that this is decided upon
     * @return the id of the PRIMARY deployment that brings it there; if the service is told to run it already, that one
     * @throws Interrupted if PRIMARY is neither the planned one nor of the revision
     * @throws TryAgain if throttled
     * @throws BadInput if the revision is INACTIVE or the service can't be updated
     */
    String update(EcsService service, String planned, String revision);

    /**
     * Stops the running service deployment of the revision with ROLLBACK.
     *
     * @return empty if none of that revision is running, so that there is nothing to stop
     */
    Optional<String> stop(EcsService service, String revision);
}
