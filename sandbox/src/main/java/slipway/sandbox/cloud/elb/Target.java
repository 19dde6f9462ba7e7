package slipway.sandbox.cloud.elb;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import slipway.sandbox.cloud.Timeline;

/**
 * One registered target and its health checks. A check falls due on the grid of the group's interval, but only those
 * are run that can change something: while the answer contradicts the state, and after the answer has changed.
 */
final class Target {
    /** From RegisterTargets until the load balancer's nodes know the target: believed, no document gives a number. */
    static final Duration REGISTRATION = Duration.ofSeconds(2);

    final String id;
    final int port;
    final String zone;
    private final HealthCheck check;
    private final Variants variants;
    private final Probe probe;
    private final Timeline timeline;
    private final Consumer<Target> changed;
    private TargetHealth health = TargetHealth.REGISTERING;
    private Instant first;
    private int passes;
    private int failures;
    private long wake;

    Target(String id, int port, String zone, HealthCheck check, Variants variants, Probe probe, Timeline timeline, Consumer<Target> changed) {
        this.id = id;
        this.port = port;
        this.zone = zone;
        this.check = check;
        this.variants = variants;
        this.probe = probe;
        this.timeline = timeline;
        this.changed = changed;
    }

    void register() {
        long mine = ++wake;
        timeline.after(REGISTRATION, () -> {
            if (mine == wake) {
                first = timeline.now();
                become(TargetHealth.CHECKING);
                check();
            }
        });
    }

    void drain() {
        wake++;
        become(TargetHealth.DRAINING);
    }

    /** It has drained, and is not registered any more. */
    void leave() {
        health = TargetHealth.NOT_REGISTERED;
    }

    /** It drains, or has drained. */
    boolean leaving() {
        return health == TargetHealth.DRAINING || health == TargetHealth.NOT_REGISTERED;
    }

    TargetHealth health() {
        return health;
    }

    /** The container behaves otherwise from now on: look again at the next check. */
    void recheck() {
        if (first != null && !leaving()) {
            plan(timeline.now());
        }
    }

    private void check() {
        Probe.Answer answer = probe.answer(timeline.now());
        boolean passed = answer instanceof Probe.Answer.Code(int code) && check.matcher().matches(code);
        passes = passed ? passes + 1 : 0;
        failures = passed ? 0 : failures + 1;
        // A fresh target is healthy after one pass; the healthy threshold is for the way back (ELB: target-group-health-checks).
        boolean fresh = health == TargetHealth.CHECKING && !variants.freshNeedThreshold();
        boolean up = passed && (passes >= check.healthyThreshold() || fresh);
        boolean down = failures >= check.unhealthyThreshold() + (variants.failuresExceed() ? 1 : 0);
        if (up && !health.isHealthy()) {
            become(TargetHealth.HEALTHY);
        } else if (down && !health.equals(TargetHealth.unhealthy(answer))) {
            become(TargetHealth.unhealthy(answer));
        }
        if (leaving()) {
            return;
        }
        boolean settled = passed ? health.isHealthy() : health.isUnhealthy();
        if (settled) {
            probe.changesAfter(timeline.now()).ifPresent(this::plan);
        } else {
            plan(timeline.now());
        }
    }

    /** Plans the first check that is later than now and not before the given time. */
    private void plan(Instant from) {
        long interval = check.interval().toMillis();
        long passed = Math.max(Duration.between(first, from).toMillis(), 0);
        long soonest = Duration.between(first, timeline.now()).toMillis() / interval + 1;
        long slot = Math.max(Math.ceilDiv(passed, interval), soonest);
        long mine = ++wake;
        timeline.at(first.plusMillis(slot * interval), () -> {
            if (mine == wake) {
                check();
            }
        });
    }

    private void become(TargetHealth next) {
        health = next;
        changed.accept(this);
    }
}
