package slipway.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Workload;
import slipway.sandbox.Sandbox;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.asl.Listener;
import slipway.sandbox.cloud.ecs.ServiceView;

/** What there is to see of a story: its deployments, and the services behind their targets. */
public final class Scene implements Listener {
    private final Sandbox aws;
    private final Labels labels;
    private final Map<String, Act> acts = new LinkedHashMap<>();
    private final List<Consumer<Act>> followers = new ArrayList<>();
    private final List<Consumer<Execution>> routes = new ArrayList<>();

    /** A scene that sees what happens in the sandbox from now on. */
    public Scene(Sandbox aws) {
        this.aws = aws;
        this.labels = new Labels(aws);
        aws.machines().listen(this);
    }

    /** Forgets what has been. */
    void clear() {
        acts.clear();
        labels.learn();
    }

    Sandbox aws() {
        return aws;
    }

    Labels labels() {
        return labels;
    }

    /** Returns the deployments of this story, oldest first. */
    List<Act> acts() {
        return List.copyOf(acts.values());
    }

    /** Calls the follower at each state that a deployment enters. */
    void follow(Consumer<Act> follower) {
        followers.add(follower);
    }

    /** Calls the follower after each state that a deployment enters; what its Tasks have said is known by then. */
    public void onChange(Runnable follower) {
        followers.add(_ -> follower.run());
    }

    /** Calls the follower when it is known which targets an event concerns. */
    void followRoutes(Consumer<Execution> follower) {
        routes.add(follower);
    }

    /** Returns the service behind a target that the ledger knows; empty if it is a function. */
    Optional<ServiceView> service(Target target) {
        return switch (target.workload()) {
            case Workload.EcsService ecs -> Optional.of(aws.ecs().service(ecs.cluster(), ecs.service()));
            case Workload.LambdaFunction _ -> Optional.empty();
        };
    }

    /** Returns the function behind a target that the ledger knows; empty if it is a service. */
    Optional<ShownFunction> function(Target target) {
        return switch (target.workload()) {
            case Workload.EcsService _ -> Optional.empty();
            case Workload.LambdaFunction lambda -> Optional.of(new ShownFunction(aws.functions().look(lambda.function()), lambda.alias()));
        };
    }

    Optional<Target> target(TargetName name) {
        return aws.ledger().targets().find(name);
    }

    /** Returns the service's name, by which its changes are told, to the target's. */
    Map<String, Target> byService() {
        Map<String, Target> targets = new LinkedHashMap<>();
        aws.ledger().targets().all().forEach(target -> {
            switch (target.workload()) {
                case Workload.EcsService ecs -> targets.put(ecs.service(), target);
                case Workload.LambdaFunction _ -> { }
            }
        });
        return targets;
    }

    @Override
    public void entered(Execution execution, String state) {
        if (deploys(execution)) {
            Act act = acts.computeIfAbsent(execution.identity().arn(), _ -> new Act(execution));
            labels.learn();
            act.entered(state);
            followers.forEach(follower -> follower.accept(act));
        }
    }

    @Override
    public void changed(Execution execution) {
        if (execution.identity().machineArn().equals(aws.stack().arn("RouteMachine")) && execution.status() != Execution.Status.RUNNING) {
            routes.forEach(follower -> follower.accept(execution));
        }
    }

    private boolean deploys(Execution execution) {
        return execution.identity().machineArn().equals(aws.stack().arn("DeployMachine"));
    }
}
