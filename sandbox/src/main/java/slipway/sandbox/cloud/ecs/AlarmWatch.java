package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Looks at a deployment's alarms while it is in progress: ECS polls them once a task of it runs (guide: deployment-alarm-failure; the
 * announcement). How often no page says.
 */
final class AlarmWatch {
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final World world;
    private final BiConsumer<Deployment, List<String>> fail;

    /** @param fail is told of a deployment and those of its alarms that are in ALARM */
    AlarmWatch(World world, BiConsumer<Deployment, List<String>> fail) {
        this.world = world;
        this.fail = fail;
    }

    /** Says whether one of the service's alarms is in ALARM: what begins then is not watched. */
    boolean ill(Workload workload) {
        return !fired(workload.config.alarms()).isEmpty();
    }

    /** Watches it if it is to be watched, and returns it. */
    Deployment watch(Deployment begun) {
        if (begun.watched()) {
            world.timeline().after(BETWEEN, () -> look(begun));
        }
        return begun;
    }

    private void look(Deployment deployment) {
        if (!deployment.watched() || deployment != deployment.workload.primary()) {
            return;
        }
        List<String> fired = deployment.hasRun() ? fired(deployment.alarms()) : List.of();
        if (fired.isEmpty()) {
            watch(deployment);
        } else {
            fail.accept(deployment, fired);
        }
    }

    private List<String> fired(AlarmRules rules) {
        return rules.names().stream().filter(world.alarms()::fired).toList();
    }
}
