package slipway.sandbox.cloud.elb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.Timeline;

/** Elastic Load Balancing v2: target groups, their targets, and the load balancer that each of them stands behind (aws-facts 3). */
public final class Elb implements Service {
    /** Hears each change of a target's state. */
    @FunctionalInterface
    public interface Watcher {
        void changed(TargetGroup group, String id, int port, TargetHealth health);
    }

    /** How long a target that has drained is listed, if it is. */
    private static final Duration UNUSED = Duration.ofMinutes(5);

    private final Timeline timeline;
    private final Place place;
    private final Ids ids;
    private final Variants variants;
    private final Map<String, TargetGroup> groups = new LinkedHashMap<>();
    private final Map<String, Map<String, Target>> targets = new LinkedHashMap<>();
    private final List<Watcher> watchers = new ArrayList<>();

    public Elb(Timeline timeline, Place place, Ids ids) {
        this(timeline, place, ids, Variants.DEFAULT);
    }

    public Elb(Timeline timeline, Place place, Ids ids, Variants variants) {
        this.timeline = timeline;
        this.place = place;
        this.ids = ids;
        this.variants = variants;
    }

    @Override
    public String signingName() {
        return "elasticloadbalancing";
    }

    /** None of the reads has a resource level ("Actions … for Elastic Load Balancing V2"). */
    @Override
    public List<Need> needs(Call call) {
        return List.of(Need.of("elasticloadbalancing:" + call.operation(), "*"));
    }

    @Override
    public Map<String, Operation> operations() {
        ElbReads reads = new ElbReads(this);
        Balancers balancers = new Balancers(this);
        return Map.of(
                "DescribeTargetGroups",
                Operation.of("TargetGroupArns[], Names[], LoadBalancerArn, Marker, PageSize",
                        call -> reads.describeTargetGroups(Asked.query(call))),
                "DescribeTargetHealth",
                Operation.of("TargetGroupArn, Targets[]{Id, Port, AvailabilityZone}",
                        call -> reads.describeTargetHealth(call.input())),
                "DescribeTargetGroupAttributes",
                Operation.of("TargetGroupArn", call -> reads.describeAttributes(Asked.query(call))),
                "DescribeLoadBalancers",
                Operation.of("LoadBalancerArns[], Names[], Marker, PageSize", call -> balancers.describe(Asked.query(call))),
                "DescribeListeners",
                Operation.of("LoadBalancerArn, ListenerArns[], Marker, PageSize", call -> balancers.describeListeners(Asked.query(call))));
    }

    /** Makes a target group behind a load balancer of its own, with AWS's default deregistration delay of 300 s. */
    public TargetGroup createTargetGroup(String name, int port, HealthCheck check) {
        return createTargetGroup(name, port, check, Duration.ofSeconds(300));
    }

    public TargetGroup createTargetGroup(String name, int port, HealthCheck check, Duration deregistrationDelay) {
        return createTargetGroup(name, "ip", port, check, deregistrationDelay);
    }

    /** Makes one whose targets are instances and their ports, as for tasks without an address of their own. */
    public TargetGroup createInstanceGroup(String name, int port, HealthCheck check, Duration deregistrationDelay) {
        return createTargetGroup(name, "instance", port, check, deregistrationDelay);
    }

    private TargetGroup createTargetGroup(String name, String targetType, int port, HealthCheck check, Duration deregistrationDelay) {
        TargetGroup group = new TargetGroup(
                name, place.arn("elasticloadbalancing", "targetgroup/" + name + "/" + ids.hex(16)), targetType, port, check, deregistrationDelay,
                place.arn("elasticloadbalancing", "loadbalancer/app/" + name + "/" + ids.hex(16)), timeline.now());
        groups.put(group.arn(), group);
        targets.put(group.arn(), new LinkedHashMap<>());
        return group;
    }

    /** Removes a group with all its targets, as a person may do in the middle of a deployment. */
    public void deleteTargetGroup(String arn) {
        groups.remove(arn);
        Optional.ofNullable(targets.remove(arn)).ifPresent(gone -> gone.values().forEach(Target::drain));
    }

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** @throws AwsFault TargetGroupNotFound */
    public void register(String arn, String id, int port, String zone, Probe probe) {
        TargetGroup group = group(arn);
        Target target = new Target(id, port, zone, group.check(), variants, probe, timeline, it -> tell(group, it));
        targets.get(arn).put(key(id, port), target);
        tell(group, target);
        target.register();
    }

    /** Starts draining; the target is forgotten after the deregistration delay. Does nothing if it is not registered. */
    public void deregister(String arn, String id, int port) {
        find(arn, id, port).filter(target -> !target.leaving()).ifPresent(target -> {
            target.drain();
            timeline.after(groups.get(arn).deregistrationDelay(), () -> {
                target.leave();
                timeline.after(variants.unusedStayListed() ? UNUSED : Duration.ZERO, () ->
                        Optional.ofNullable(targets.get(arn)).ifPresent(left -> left.remove(key(id, port), target)));
            });
        });
    }

    /** What stands behind the target behaves otherwise from now on. */
    public void recheck(String arn, String id, int port) {
        find(arn, id, port).ifPresent(Target::recheck);
    }

    /** Returns the target's health; unused if it is not registered, or its group is gone. */
    public TargetHealth health(String arn, String id, int port) {
        return find(arn, id, port).map(Target::health).orElse(TargetHealth.NOT_REGISTERED);
    }

    public boolean has(String arn) {
        return groups.containsKey(arn);
    }

    /** @throws AwsFault TargetGroupNotFound */
    public TargetGroup group(String arn) {
        TargetGroup group = groups.get(arn);
        if (group == null) {
            throw AwsFault.of("TargetGroupNotFound", "Target groups '" + arn + "' not found");
        }
        return group;
    }

    List<TargetGroup> groups() {
        return List.copyOf(groups.values());
    }

    List<Target> targets(String arn) {
        return List.copyOf(targets.get(group(arn).arn()).values());
    }

    private Optional<Target> find(String arn, String id, int port) {
        return Optional.ofNullable(targets.get(arn)).map(registered -> registered.get(key(id, port)));
    }

    private void tell(TargetGroup group, Target target) {
        watchers.forEach(watcher -> watcher.changed(group, target.id, target.port, target.health()));
    }

    private static String key(String id, int port) {
        return id + ":" + port;
    }
}
