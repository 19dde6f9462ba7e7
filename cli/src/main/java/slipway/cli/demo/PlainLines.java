package slipway.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;
import slipway.release.Target;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.ecs.Change;
import slipway.sandbox.cloud.elb.TargetGroup;
import slipway.sandbox.cloud.elb.TargetHealth;

/** For a pipe: a line for each thing that happens, with the virtual time since the story began. */
final class PlainLines extends Narrator {
    private static final Set<String> SHOWN = Set.of("Claim", "Plan", "Announce", "Update", "Roll back", "Close", "Notify", "Start what waits",
            "Waiting", "Succeeded", "Rolled back", "Not changed", "Superseded", "Needs human", "Not closed", "Tell overtaken");
    private static final Set<String> TASKS = Set.of("PROVISIONING", "RUNNING", "STOPPED");
    private static final int NAME = 10;

    private final PrintWriter out;
    private final Map<String, String> waits = new HashMap<>();
    private final Map<String, String> tasks = new HashMap<>();
    private Instant began;

    PlainLines(PrintWriter out, Scene scene, Paint paint, int width) {
        super(scene, paint, width);
        this.out = out;
        this.began = scene.aws().timeline().now();
        scene.follow(this::entered);
        scene.followRoutes(this::routed);
        scene.aws().ecs().watch(this::changed);
        scene.aws().elb().watch(this::health);
    }

    @Override
    void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    @Override
    public void begins(Story story, int number, int of) {
        super.begins(story, number, of);
        began = scene().aws().timeline().now();
        waits.clear();
    }

    private void line(String target, String text) {
        Duration since = Duration.between(began, scene().aws().timeline().now());
        String time = "%2d:%02d".formatted(since.toMinutes(), since.toSecondsPart());
        String head = time + "  " + Lines.pad(target, NAME) + "  ";
        print(Lines.hang(head, " ".repeat(head.length()), text, width()));
    }

    private void entered(Act act) {
        if (SHOWN.contains(act.state())) {
            line(act.target(), act.state() + ": " + Words.step(act.state()));
        }
        act.waitsFor().ifPresent(words -> {
            String shape = words.replaceAll("[0-9]+ of [0-9]+ s$", "");
            if (!shape.equals(waits.put(act.target(), shape))) {
                line(act.target(), "waits for " + words);
            }
        });
    }

    private void routed(Execution execution) {
        String ended = execution.path().getLast();
        String why = execution.output().map(output -> Told.message(output.path("why").asText())).orElse("");
        if (!ended.equals("Started")) {
            line("route", ended + (why.isEmpty() ? "" : ": " + why));
        }
    }

    private void changed(Change change) {
        String target = name(change.service());
        switch (change) {
            case Change.OfTask task -> {
                if (TASKS.contains(task.status()) && !task.status().equals(tasks.put(task.task(), task.status()))) {
                    line(target, "task " + Words.brief(task.task()) + " " + task.status() + task.stoppedReason().map(why -> ": " + why).orElse(""));
                }
            }
            case Change.OfDeployment deployment -> line(target, Words.tail(deployment.deployment()) + " " + deployment.rolloutState() + ": " + deployment.reason());
            case Change.Said _ -> { }
        }
    }

    private void health(TargetGroup group, String address, int port, TargetHealth health) {
        if (!health.state().equals("initial")) {
            line(group.name(), "target " + address + " " + health.state() + health.reason().map(reason -> " (" + reason
                    + health.description().map(text -> ": " + text).orElse("") + ")").orElse(""));
        }
    }

    private String name(String service) {
        return java.util.Optional.ofNullable(scene().byService().get(service)).map(Target::name).map(Object::toString).orElse(service);
    }
}
