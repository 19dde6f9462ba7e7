package slipway.cli.bench.verdicts;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import slipway.cli.bench.site.Site;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Change;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.ecs.ServiceView.TaskView;

/** Lets the drawn troubles befall one rollout of a service. */
final class Weather {
    /** Who is not there yet is looked for again. */
    private static final Duration AGAIN = Duration.ofSeconds(2);
    /** A trouble that has found nobody by then finds nobody. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String TIMES_OUT = "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to do request: "
            + "dial tcp 10.0.0.7:443: i/o timeout";

    private final Sandbox aws;
    private final Site site;
    private final Behaviour image;
    private final String rollout;
    private final Consumer<String> trace;
    private final Instant began;
    private final Duration needs;
    private final Map<String, Instant> running = new HashMap<>();
    private final Set<Trouble.Kind> befell = EnumSet.noneOf(Trouble.Kind.class);
    private boolean wellSeen;

    /**
     * @param image what the new image does while nothing befalls it
     * @param needs how long a task of it runs until it is healthy, while nothing befalls it
     * @param rollout the id of ECS's deployment that brings it
     */
    Weather(Sandbox aws, Site site, Behaviour image, Duration needs, String rollout, Consumer<String> trace) {
        this.aws = aws;
        this.site = site;
        this.image = image;
        this.needs = needs;
        this.rollout = rollout;
        this.trace = trace;
        this.began = aws.timeline().now();
        aws.ecs().watch(change -> {
            if (change instanceof Change.OfTask task && task.status().equals("RUNNING")) {
                running.putIfAbsent(task.task(), aws.timeline().now());
            }
        });
    }

    void begin(List<Trouble> troubles) {
        long slow = troubles.stream().filter(one -> one.kind() == Trouble.Kind.SLOW_REGISTRY).count();
        if (slow > 0) {
            pullsFail(slow);
        }
        troubles.forEach(one -> aws.timeline().after(one.after(), () -> befall(one)));
    }

    /** Returns what found somebody to befall. */
    Set<Trouble.Kind> befell() {
        return befell;
    }

    /** A look of Slipway's is over, whatever it could read. To looks, one that has never been well has an image that fails its checks. */
    void looked() {
        wellSeen |= site.service().tasks().stream().anyMatch(task -> ours(task) && task.healthy());
    }

    /**
     * Says whether tasks are missing, or came too late to be healthy, since there was no capacity, or the registry was slow: ECS tries again more and
     * more seldom (ECS guide: service-throttle-logic).
     */
    boolean withholds() {
        Instant latest = aws.timeline().now().minus(needs);
        long inTime = site.service().tasks().stream().filter(task -> ours(task) && task.status().equals("RUNNING") && !task.stopping())
                .filter(task -> !running.getOrDefault(task.id(), began).isAfter(latest)).count();
        return inTime < site.service().desired() && (befell.contains(Trouble.Kind.SHORTAGE) || befell.contains(Trouble.Kind.SLOW_REGISTRY));
    }

    private void befall(Trouble one) {
        switch (one.kind()) {
            case RECLAIM -> hit(one, _ -> true, task -> kill(task, "SpotInterruption", "Your Spot Task was interrupted."));
            case RETIREMENT -> hit(one, _ -> true, task -> kill(task, "TerminationNotice", "ECS is performing maintenance on the underlying infrastructure hosting the task."));
            case ONE_EXIT -> hit(one, this::ours, task -> behave(task, image.crashingAfter(Duration.ZERO, 1)));
            case ONE_KILL -> hit(one, this::ours, task -> behave(task, image.outOfMemoryAfter(Duration.ZERO)));
            case ONE_ILLNESS -> hit(one, task -> wellSeen && ours(task), task -> ill(task, one.lasts()));
            case SHORTAGE -> {
                befell.add(one.kind());
                trace.accept("no capacity for " + one.lasts().toSeconds() + " s");
                site.service().capacity(false);
                aws.timeline().after(one.lasts(), () -> site.service().capacity(true));
            }
            case SCALE -> scale(one.which() % 3);
            case SLOW_REGISTRY -> { }
        }
    }

    private void hit(Trouble one, Predicate<TaskView> may, Consumer<String> what) {
        List<TaskView> found = site.service().tasks().stream().filter(task -> task.status().equals("RUNNING") && !task.stopping()).filter(may).toList();
        if (!found.isEmpty()) {
            String task = found.get(one.which() % found.size()).id();
            befell.add(one.kind());
            trace.accept(one.kind() + " befalls task " + task.substring(0, 8));
            what.accept(task);
        } else if (aws.timeline().now().isBefore(began.plus(PATIENCE))) {
            aws.timeline().after(AGAIN, () -> hit(one, may, what));
        }
    }

    private boolean ours(TaskView task) {
        return task.deployment().equals(rollout);
    }

    private void kill(String task, String code, String reason) {
        site.service().kill(task, code, reason);
    }

    private void behave(String task, Behaviour behaviour) {
        site.service().behave(task, "api", behaviour);
    }

    private void ill(String task, Duration lasts) {
        behave(task, image.answering(503));
        aws.timeline().after(lasts, () -> site.service().tasks().stream().filter(one -> one.id().equals(task) && one.status().equals("RUNNING"))
                .forEach(_ -> behave(task, image)));
    }

    private void scale(int which) {
        ServiceView service = site.service();
        int desired = switch (which) {
            case 0 -> Math.max(1, service.desired() - 1);
            case 1 -> service.desired() + 1;
            default -> service.desired() + 2;
        };
        befell.add(Trouble.Kind.SCALE);
        trace.accept("scaled to " + desired);
        site.configure("{\"desiredCount\":" + desired + "}");
    }

    private void pullsFail(long times) {
        long[] left = {times};
        aws.ecs().watch(change -> {
            if (change instanceof Change.OfTask task && task.deployment().equals(rollout) && task.status().equals("PENDING") && left[0] > 0) {
                left[0]--;
                aws.timeline().after(Duration.ofMillis(500), () -> {
                    befell.add(Trouble.Kind.SLOW_REGISTRY);
                    trace.accept("the registry is slow for task " + task.task().substring(0, 8));
                    kill(task.task(), "TaskFailedToStart", TIMES_OUT);
                });
            }
        });
    }

    /** Lets one of its tasks crash so long after it is RUNNING, and then the one that comes next, or has come already to take a place. */
    void oneCrashes(Duration after) {
        Set<String> came = new HashSet<>();
        String[] ill = {""};
        String[] next = {""};
        int many = site.service().desired();
        aws.ecs().watch(change -> {
            if (!(change instanceof Change.OfTask task) || !task.deployment().equals(rollout)) {
                return;
            }
            boolean runs = task.status().equals("RUNNING");
            if (runs && came.add(task.task()) && (came.size() == 1 || came.size() > many)) {
                next[0] = task.task();
            } else if (!runs && next[0].equals(task.task())) {
                next[0] = "";
            } else if (!runs && ill[0].equals(task.task())) {
                ill[0] = "";
            }
            if (ill[0].isEmpty() && !next[0].isEmpty()) {
                String crashes = next[0];
                ill[0] = crashes;
                next[0] = "";
                aws.timeline().after(Duration.ZERO, () -> behave(crashes, image.crashingAfter(after, 1)));
            }
        });
    }
}
