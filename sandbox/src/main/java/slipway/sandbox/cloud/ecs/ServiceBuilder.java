package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import slipway.sandbox.cloud.elb.TargetGroup;

/** Describes a service to make; what is not said is as AWS's defaults are, with a desired count of 1. */
public final class ServiceBuilder {
    private final String name;
    private final Function<ObjectNode, String> register;
    private final Function<NewService, ServiceView> create;
    private final List<LoadBalancer> loadBalancers = new ArrayList<>();
    private String taskDefinition = "";
    private int desiredCount = 1;
    private RolloutConfig config = RolloutConfig.DEFAULT;
    private int graceSeconds;
    private String controller = "ECS";
    private String launchType = "FARGATE";
    private boolean daemon;
    private Optional<String> classic = Optional.empty();

    ServiceBuilder(String name, Function<ObjectNode, String> register, Function<NewService, ServiceView> create) {
        this.name = name;
        this.register = register;
        this.create = create;
    }

    /** Registers this task definition and runs it. */
    public ServiceBuilder runs(ObjectNode definition) {
        taskDefinition = register.apply(definition);
        return this;
    }

    /** Runs a registered task definition, by ARN or {@code family:revision}. */
    public ServiceBuilder runs(String definition) {
        taskDefinition = definition;
        return this;
    }

    public ServiceBuilder desired(int count) {
        desiredCount = count;
        return this;
    }

    public ServiceBuilder behind(TargetGroup group, String container, int port) {
        loadBalancers.add(new LoadBalancer(group.arn(), container, port));
        return this;
    }

    /** Behind a Classic Load Balancer: only shown, and its deployments without a rollout's state (api: Deployment, rolloutState). */
    public ServiceBuilder behindClassic(String name) {
        classic = Optional.of(name);
        return this;
    }

    /** minimumHealthyPercent and maximumPercent. */
    public ServiceBuilder percent(int minimum, int maximum) {
        config = config.percent(minimum, maximum);
        return this;
    }

    /** Turns the deployment circuit breaker on, with its default threshold. */
    public ServiceBuilder breaker(boolean rollback) {
        config = config.breaker(new Breaker.Config(true, rollback, true, Breaker.Type.BOUNDED_PERCENT, 50));
        return this;
    }

    public ServiceBuilder grace(Duration period) {
        graceSeconds = Math.toIntExact(period.toSeconds());
        return this;
    }

    /** CODE_DEPLOY or EXTERNAL: such a service runs and is described, its deployments are not modelled. */
    public ServiceBuilder controller(String type) {
        controller = type;
        return this;
    }

    /** BLUE_GREEN, LINEAR or CANARY: only shown; the sandbox rolls. */
    public ServiceBuilder strategy(String strategy) {
        config = config.strategy(strategy);
        return this;
    }

    /** Sets what UpdateService's {@code deploymentConfiguration} sets; what it leaves out stays. */
    public ServiceBuilder configured(ObjectNode deploymentConfiguration) {
        config = config.with(deploymentConfiguration);
        return this;
    }

    /** Its tasks run on the cluster's EC2 instances. */
    public ServiceBuilder onEc2() {
        launchType = "EC2";
        return this;
    }

    /** One task on each of the cluster's EC2 instances, with AWS's defaults for that: 0 and 100 percent. */
    public ServiceBuilder daemon() {
        daemon = true;
        config = RolloutConfig.DAEMON;
        return onEc2();
    }

    /** Makes the service; its first deployment begins now. */
    public ServiceView create() {
        return create.apply(new NewService(name, taskDefinition, desiredCount, loadBalancers, config, graceSeconds, controller, launchType, daemon, classic));
    }
}
