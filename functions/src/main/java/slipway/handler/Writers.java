package slipway.handler;

import slipway.handler.ecs.ServiceUpdate;
import slipway.handler.lambda.FunctionUpdate;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.PlatformChanges;

/** Chooses how a target is written, by its kind; for Update and Roll back alone. */
final class Writers {
    private Writers() {}

    static PlatformChanges to(Wiring wiring, Target target) {
        return switch (target.workload()) {
            case EcsService service -> new ServiceUpdate(service, wiring.aws()::services, wiring.aws()::changes, wiring.aws()::history);
            case LambdaFunction function -> new FunctionUpdate(function, wiring.aws()::functions, wiring.aws()::functionChanges);
        };
    }
}
