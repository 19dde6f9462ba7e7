package slipway.handler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Workload.EcsService;
import slipway.rollout.Observation;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.Running;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;

/** Services that each run one revision, whose images name digests. */
final class StillServices implements Services {
    final Map<String, String> images = new TreeMap<>();

    @Override
    public Optional<ServiceNow> now(EcsService service) {
        Rollout primary = new Rollout("ecs-svc/1", "PRIMARY", "arn:" + service.service(), 1, 1, 0, 0, "COMPLETED", "");
        return Optional.of(new ServiceNow("arn", "ECS", "ROLLING", 1, 1, "arn:" + service.service(), List.of(primary)));
    }

    @Override
    public Optional<Revision> revision(String name) {
        return Optional.of(new Revision(name, "family", new TreeMap<>(Map.of("app", images.getOrDefault(name.substring(4), "none"))), true));
    }

    @Override
    public Running running(EcsService service, ServiceNow now) {
        throw new AssertionError("a revision that names digests needs no tasks to tell them");
    }

    @Override
    public java.util.Optional<Observation.Task> task(EcsService service, String id) {
        return java.util.Optional.empty();
    }

    @Override
    public Observation observe(EcsService service, String rollout) {
        throw new AssertionError("the sweep watches no rollout");
    }
}
