package slipway.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;
import slipway.notice.Lasting;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Target;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.ecs.ServiceView.TaskView;

/** Draws a deployment as a tree: its step, its tasks, their targets, the counts and limits, what it waits for. */
final class Branches {
    private static final int LABEL = 9;

    private final Scene scene;
    private final Paint paint;
    private final int width;

    Branches(Scene scene, Paint paint, int width) {
        this.scene = scene;
        this.paint = paint;
        this.width = width;
    }

    /** Returns the tree at that virtual time. */
    List<String> of(Act act, Instant now) {
        Map<String, List<String>> branches = new LinkedHashMap<>();
        Optional<Target> target = act.deployment().map(Deployment::target).flatMap(scene::target);
        if (act.running()) {
            branches.put("step", List.of(paint.bold(act.state()) + ": " + Words.step(act.state())));
        }
        act.deployment().filter(one -> one.plan().isPresent() && act.running()).ifPresent(deployment -> target.ifPresent(known -> {
            scene.service(known).map(ServiceView::tasks).ifPresent(tasks -> {
                branches.put("tasks", tasks(deployment, tasks));
                targets(act, deployment, tasks).ifPresent(line -> branches.put("targets", List.of(line)));
            });
            scene.function(known).ifPresent(function -> branches.put("function", function.lines(digest -> scene.labels().of(known, digest))));
            branches.put("limits", List.of(limits(act, deployment, known.limits(), now)));
        }));
        act.waitsFor().ifPresent(words -> branches.put("waits for", List.of(paint.busy(Words.narrow(words)))));
        act.deployment().flatMap(Deployment::cause).ifPresent(cause -> branches.put(act.running() ? "goes back" : "cause", List.of(Words.narrow(cause.sentence()))));
        List<String> lines = new ArrayList<>(Lines.wrap(head(act, now), width));
        lines.addAll(drawn(branches));
        return lines;
    }

    private List<String> drawn(Map<String, List<String>> branches) {
        List<String> lines = new ArrayList<>();
        int left = branches.size();
        for (Map.Entry<String, List<String>> branch : branches.entrySet()) {
            left--;
            String first = paint.dim(left == 0 ? "└─ " : "├─ ") + paint.dim(Lines.pad(branch.getKey(), LABEL)) + " ";
            String next = paint.dim(left == 0 ? "   " : "│  ") + " ".repeat(LABEL + 1);
            for (String line : branch.getValue()) {
                lines.addAll(Lines.hang(lines.isEmpty() || line.equals(branch.getValue().getFirst()) ? first : next, next, line, width));
            }
        }
        return lines;
    }

    private String head(Act act, Instant now) {
        String from = act.deployment().map(one -> scene.labels().of(Outcome.from(one))).orElse("");
        String to = act.deployment().map(one -> scene.labels().of(Outcome.to(one))).orElse("");
        String images = from.isEmpty() || from.equals(to) ? to : from + " → " + to;
        String status = act.deployment().flatMap(Deployment::ending).map(this::ending)
                .orElse(act.steppedAside() ? paint.busy("waits for its turn") : act.restoring() ? paint.bad("going back") : paint.busy("under way"));
        return paint.bold(act.target()) + "  " + act.action() + (images.isEmpty() ? "" : "  " + images) + "  " + status + "  "
                + paint.dim(Lasting.of(act.lasted(now)));
    }

    String ending(Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> paint.good(ending.name());
            case ROLLED_BACK, NEEDS_HUMAN -> paint.bad(ending.name());
            case NOT_CHANGED, SUPERSEDED -> paint.busy(ending.name());
        };
    }

    /** One line for each revision that has tasks, the newest first. */
    private List<String> tasks(Deployment deployment, List<TaskView> tasks) {
        Map<String, List<TaskView>> byRevision = tasks.stream().filter(task -> !gone(task) || ours(deployment, task))
                .collect(Collectors.groupingBy(TaskView::taskDefinition, LinkedHashMap::new, Collectors.toList()));
        int widest = byRevision.keySet().stream().mapToInt(revision -> label(deployment, revision).length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        byRevision.forEach((revision, all) -> {
            String shown = all.stream().filter(task -> !gone(task)).map(this::task).collect(Collectors.joining("   "));
            long stopped = all.stream().filter(Branches::gone).count();
            Optional<String> why = all.stream().filter(Branches::gone).flatMap(task -> task.stoppedReason().stream())
                    .min(Comparator.comparing(text -> text.startsWith("Scaling activity")));
            String ended = stopped == 0 ? "" : paint.bad(stopped + " stopped") + why.map(text -> " (" + Words.narrow(text) + ")").orElse("");
            lines.add(is(deployment, revision) ? 0 : lines.size(), Lines.joined(Lines.pad(label(deployment, revision), widest)) + "  " + shown + (shown.isEmpty() || ended.isEmpty() ? "" : "   ") + ended);
        });
        return lines.isEmpty() ? List.of("none yet") : lines;
    }

    /** Whether it is the one that the deployment brings. */
    private static boolean is(Deployment deployment, String revision) {
        return deployment.change().map(Change::release).filter(release -> is(release, revision)).isPresent();
    }

    private static boolean gone(TaskView task) {
        return task.status().equals("STOPPED") || task.status().equals("DEPROVISIONING");
    }

    private static boolean ours(Deployment deployment, TaskView task) {
        return deployment.change().map(Change::rollout).filter(task.deployment()::equals).isPresent();
    }

    private String label(Deployment deployment, String revision) {
        Optional<String> image = deployment.change().map(Change::release).filter(release -> is(release, revision)).flatMap(_ -> Outcome.to(deployment))
                .or(() -> deployment.plan().filter(plan -> is(plan.running(), revision) || is(plan.baseline().release(), revision))
                        .flatMap(_ -> Outcome.from(deployment)));
        return image.map(uri -> scene.labels().of(uri)).orElse(Words.tail(revision));
    }

    private static boolean is(Release release, String revision) {
        return release.revision().filter(revision::equals).isPresent();
    }

    private String task(TaskView task) {
        String id = Words.brief(task.id());
        String status = task.status().toLowerCase(Locale.ROOT);
        if (task.stopping()) {
            return paint.dim(Lines.joined("× " + id + " stopping"));
        }
        if (!task.status().equals("RUNNING")) {
            return Lines.joined("○ " + id + " " + status);
        }
        return task.healthy() ? paint.good(Lines.joined("● " + id + " running, healthy")) : paint.busy(Lines.joined("◐ " + id + " running"));
    }

    /** Counts the load balancer's targets of the tasks that are on their way in. */
    private Optional<String> targets(Act act, Deployment deployment, List<TaskView> tasks) {
        List<TaskView> watched = tasks.stream().filter(task -> !task.stopping() && !gone(task) && task.status().equals("RUNNING"))
                .filter(task -> act.restoring() || deployment.change().isEmpty() || ours(deployment, task)).toList();
        List<String> states = watched.stream().flatMap(task -> task.targets().stream()).toList();
        if (states.isEmpty()) {
            return Optional.empty();
        }
        long healthy = states.stream().filter("healthy"::equals).count();
        String rest = states.stream().filter(state -> !state.equals("healthy")).distinct()
                .map(state -> state.startsWith("unhealthy") ? paint.bad(state) : paint.busy(state)).collect(Collectors.joining(", "));
        return Optional.of(healthy + " of " + states.size() + " healthy" + (rest.isEmpty() ? "" : "; " + rest));
    }

    private String limits(Act act, Deployment deployment, Limits limits, Instant now) {
        Optional<Instant> since = deployment.progress().flatMap(Progress::healthySince);
        Duration healthy = since.map(time -> Duration.between(time, now)).orElse(Duration.ZERO);
        Duration bake = limits.bake();
        if (act.restoring()) {
            return "healthy for " + seconds(healthy, bake) + " of " + bake.toSeconds() + " s" + deployment.restore()
                    .map(restore -> " · way back " + Lasting.of(Duration.between(restore.at(), now)) + " of " + Lasting.of(limits.restoreDeadline())).orElse("");
        }
        int crashes = deployment.progress().map(Progress::counts).map(Counts::crashes).orElse(0);
        String crashed = deployment.plan().filter(plan -> plan.desired() > 0).isEmpty() ? ""
                : (crashes == 0 ? "crash 0" : paint.bad("crash " + crashes)) + " of " + limits.crashes() + " · ";
        return crashed + "healthy for " + seconds(healthy, bake)
                + " of " + bake.toSeconds() + " s · deadline " + Lasting.of(act.lasted(now)) + " of " + Lasting.of(limits.deadline());
    }

    private static long seconds(Duration passed, Duration most) {
        return Math.clamp(passed.toSeconds(), 0, most.toSeconds());
    }
}
