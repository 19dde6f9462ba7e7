package slipway.handler.ecs;

import java.util.Optional;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.ServiceNow;

/** What kinds of ECS service are supported. */
public final class Supported {
    /**
     * At most so many tasks: each look lists and describes them a hundred at a time, and ECS allows the account 20 such calls a second.
     * Else a good release would go back, since nobody could see all of it healthy.
     */
    private static final int MOST = 1000;

    private Supported() {}

    /** @throws BadInput naming what is wrong with the service and the remedy */
    public static ServiceNow service(Optional<ServiceNow> found, EcsService service) {
        ServiceNow now = found.orElseThrow(() -> new BadInput("the target's service does not exist or is not active: correct cluster and service in the target document")
                .with("cluster", service.cluster()).with("service", service.service()));
        if (!now.controller().equals("ECS")) {
            throw new BadInput("the service's deployment controller is not supported: it should be ECS")
                    .with("service", service.service()).with("deploymentController", now.controller());
        }
        if (!now.strategy().equals("ROLLING")) {
            throw new BadInput("the service's deployment strategy is not supported yet: it should be ROLLING")
                    .with("service", service.service()).with("strategy", now.strategy());
        }
        if (now.classic()) {
            throw new BadInput("the service is behind a Classic Load Balancer, of whose rollouts ECS does not tell whether they are completed: "
                    + "put it behind a target group of an Application or Network Load Balancer").with("service", service.service());
        }
        if (now.desired() == 0 && now.daemon()) {
            throw new BadInput("the cluster has no instance for the daemon's tasks, so nothing could be seen healthy: add one first")
                    .with("service", service.service()).with("cluster", service.cluster());
        }
        if (now.desired() == 0) {
            throw new BadInput("the service's desired count is 0, so nothing could be seen healthy: scale it up first")
                    .with("service", service.service());
        }
        if (now.desired() > MOST) {
            throw new BadInput("the service has more tasks than Slipway can watch, so nothing could be seen healthy: split it into several services, or scale it down")
                    .with("service", service.service()).with("desiredCount", now.desired()).with("most", MOST);
        }
        return now;
    }
}
