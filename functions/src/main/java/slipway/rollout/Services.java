package slipway.rollout;

import java.util.Optional;
import slipway.release.Workload.EcsService;

/** ECS services and their target groups, as far as they are read. */
public interface Services {
    /**
     * Reads the service.
     *
     * @return empty if there is no such service, or it is not ACTIVE
     * @throws BadInput if there is no such cluster
     */
    Optional<ServiceNow> now(EcsService service);

    /**
     * Reads a task definition.
     *
     * @param name its ARN, or a family for that family's latest ACTIVE revision
     * @return empty if there is none
     */
    Optional<Revision> revision(String name);

    /** Reads which images the running tasks of one deployment of the service run, and whether they are healthy. */
    Running running(EcsService service, ServiceNow now);

    /** Reads everything that the judge wants to know about one deployment of the service. */
    Observation observe(EcsService service, String rollout);

    /** Reads one task once more, with what its container wrote last; empty if ECS does not show it any more. */
    Optional<Observation.Task> task(EcsService service, String id);
}
