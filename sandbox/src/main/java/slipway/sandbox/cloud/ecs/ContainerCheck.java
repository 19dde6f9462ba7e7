package slipway.sandbox.cloud.ecs;

import java.time.Duration;
import java.time.Instant;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.cloud.elb.Probe;

/**
 * A container's own health check (api: HealthCheck). One falls due on the grid of its interval, but only those are run that can
 * change something: while the answer contradicts the health, and after the answer has changed.
 */
final class ContainerCheck {
    /** From this status on a check that asks over HTTP fails. */
    private static final int FAILURE = 400;

    private final Container container;
    private final ContainerDefinition.Check check;
    private final Timeline timeline;
    private final Runnable changed;
    private final Instant first;
    private boolean passedOnce;
    private int failures;
    private long wake;

    /** @param changed is told when the container's health has become another */
    ContainerCheck(Container container, ContainerDefinition.Check check, Timeline timeline, Runnable changed) {
        this.container = container;
        this.check = check;
        this.timeline = timeline;
        this.changed = changed;
        this.first = timeline.now();
    }

    void begin() {
        plan(timeline.now());
    }

    /** The container behaves otherwise from now on: look again at the next check. */
    void again() {
        plan(timeline.now());
    }

    private void run() {
        if (!container.running()) {
            return;
        }
        Instant now = timeline.now();
        boolean passed = container.answer(now) instanceof Probe.Answer.Code(int code) && code < FAILURE;
        // A failure in the start period counts only after the first pass (api: HealthCheck, startPeriod).
        boolean counts = passedOnce || !now.isBefore(first.plus(check.startPeriod()));
        passedOnce |= passed;
        failures = passed ? 0 : failures + (counts ? 1 : 0);
        String next = passed ? "HEALTHY" : failures >= check.retries() ? "UNHEALTHY" : container.health();
        if (!next.equals(container.health())) {
            container.health(next);
            changed.run();
        }
        if (next.equals(passed ? "HEALTHY" : "UNHEALTHY")) {
            container.changesAfter(now).ifPresent(this::plan);
        } else {
            plan(now);
        }
    }

    /** Plans the first check that is later than now and not before the given time; the very first one is an interval after the start. */
    private void plan(Instant from) {
        long interval = check.interval().toMillis();
        long soonest = Duration.between(first, timeline.now()).toMillis() / interval + 1;
        long slot = Math.max(Math.ceilDiv(Duration.between(first, from).toMillis(), interval), soonest);
        long mine = ++wake;
        timeline.at(first.plusMillis(slot * interval), () -> {
            if (mine == wake) {
                run();
            }
        });
    }
}
