package slipway.handler;

import java.util.function.Supplier;
import slipway.handler.ecs.ServicePlatform;
import slipway.handler.lambda.FunctionPlatform;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.Platform;
import slipway.rollout.Services;

/** Chooses how a target is read, by its kind. */
final class Platforms {
    private final Wiring wiring;
    private final Supplier<Services> services;

    Platforms(Wiring wiring) {
        this(wiring, () -> wiring.aws().services());
    }

    /** @param services asked for when the first service is read */
    Platforms(Wiring wiring, Supplier<Services> services) {
        this.wiring = wiring;
        this.services = services;
    }

    Platform of(Target target) {
        return switch (target.workload()) {
            case EcsService service -> new ServicePlatform(service, wiring.repository(target), target.limits(), services, () -> wiring.aws().registry(), () -> wiring.aws().history(), wiring.clock());
            case LambdaFunction function -> new FunctionPlatform(function, wiring.repository(target), target.limits(),
                    () -> wiring.aws().functions(), () -> wiring.aws().registry());
        };
    }
}
