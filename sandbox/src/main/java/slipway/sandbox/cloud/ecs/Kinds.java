package slipway.sandbox.cloud.ecs;

import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.elb.TargetGroup;

/** Which kinds of service ECS takes: launch type, network mode, target type and scheduling strategy have to go together. */
final class Kinds {
    private Kinds() {}

    /** @throws AwsFault where the launch type does not run such tasks, or no daemons (guide: deployment-controllers; texts as quoted by others) */
    static void require(NewService settings, Definition definition) {
        if (settings.launchType().equals("FARGATE") && !definition.ownAddress()) {
            throw Input.invalid("Task definition does not support launch_type FARGATE.");
        }
        if (settings.launchType().equals("FARGATE") && settings.daemon()) {
            throw Input.invalid("The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again");
        }
        requireDaemon(settings.daemon(), settings.config());
        if (settings.daemon() && !settings.controller().equals("ECS")) {
            throw Input.invalid("The daemon scheduling strategy does not support the " + settings.controller() + " deployment controller.");
        }
    }

    /** @throws AwsFault if a daemon might run more than one task an instance */
    static void requireDaemon(boolean daemon, RolloutConfig config) {
        if (daemon && config.maximum() > 100) {
            throw Input.invalid("The daemon scheduling strategy does not support values above 100 for maximumPercent.");
        }
    }

    /** @throws AwsFault if a count is wanted of a daemon */
    static void requireNoCount(boolean daemon, Input input) {
        if (daemon && input.has("desiredCount")) {
            throw Input.invalid("The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again");
        }
    }

    /** A task of its own address is a target by it, any other one by its instance (elb: target groups, "Target type"; text as seen in logs). */
    static void require(TargetGroup group, Definition definition) {
        String wanted = definition.ownAddress() ? "ip" : "instance";
        if (!group.targetType().equals(wanted)) {
            throw Input.invalid("The provided target group " + group.arn() + " has target type " + group.targetType() + ", which is incompatible with the "
                    + definition.networkMode() + " network mode specified in the task definition.");
        }
    }
}
