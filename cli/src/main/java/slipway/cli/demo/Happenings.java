package slipway.cli.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.ecs.Change;
import slipway.sandbox.cloud.elb.TargetGroup;
import slipway.sandbox.cloud.elb.TargetHealth;

/** Tells each thing that happens to a target in a line: its deployment's steps and waits, its tasks, their health. */
public final class Happenings {
    private static final Set<String> SHOWN = Set.of("Claim", "Plan", "Announce", "Update", "Roll back", "Close", "Notify", "Start what waits",
            "Waiting", "Succeeded", "Rolled back", "Not changed", "Superseded", "Needs human", "Not closed", "Tell overtaken");
    private static final Set<String> TASKS = Set.of("PROVISIONING", "RUNNING", "STOPPED");

    private final Scene scene;
    private final BiConsumer<String, String> line;
    private final Map<String, String> waits = new HashMap<>();
    private final Map<String, String> tasks = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /** @param line hears the target, or what else a line is about, and what happened */
    public Happenings(Scene scene, BiConsumer<String, String> line) {
        this.scene = scene;
        this.line = line;
        scene.follow(this::entered);
        scene.followRoutes(this::routed);
        scene.aws().ecs().watch(this::changed);
        scene.aws().elb().watch(this::health);
    }

    /** Forgets what was told, so that it is told again. */
    void clear() {
        waits.clear();
    }

    private void entered(Act act) {
        if (SHOWN.contains(act.state())) {
            line.accept(act.target(), act.state() + ": " + Words.step(act.state()));
        }
        act.waitsFor().ifPresent(words -> {
            String shape = words.replaceAll("[0-9]+ of [0-9]+ s$", "");
            if (!shape.equals(waits.put(act.target(), shape))) {
                line.accept(act.target(), "waits for " + words);
            }
        });
    }

    private void routed(Execution execution) {
        String ended = execution.path().getLast();
        String why = execution.output().map(output -> Told.message(output.path("why").asText())).orElse("");
        boolean foundNothing = execution.output().filter(output -> output.path("kind").asText().equals("Swept")).isPresent();
        if (!ended.equals("Started") && !foundNothing) {
            line.accept("route", ended + (why.isEmpty() ? "" : ": " + why));
        }
    }

    private void changed(Change change) {
        String target = name(change.service());
        switch (change) {
            case Change.OfTask task -> {
                if (TASKS.contains(task.status()) && !task.status().equals(tasks.put(task.task(), task.status()))) {
                    line.accept(target, "task " + Words.brief(task.task()) + " " + task.status() + task.stoppedReason().map(why -> ": " + why).orElse(""));
                }
            }
            case Change.OfDeployment deployment -> line.accept(target, Words.tail(deployment.deployment()) + " " + deployment.rolloutState() + ": " + deployment.reason());
            case Change.Said _ -> { }
        }
    }

    private void health(TargetGroup group, String address, int port, TargetHealth health) {
        if (!health.state().equals("initial")) {
            line.accept(group.name(), "target " + address + " " + health.state() + health.reason().map(reason -> " (" + reason
                    + health.description().map(text -> ": " + text).orElse("") + ")").orElse(""));
        }
    }

    private String name(String service) {
        if (!names.containsKey(service)) {
            scene.byService().forEach((name, target) -> names.put(name, target.name().toString()));
        }
        return names.getOrDefault(service, service);
    }
}
