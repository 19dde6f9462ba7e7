package slipway.sandbox.behaviour;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.ServiceView;

/** The language of a row's steps. */
final class Steps {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Step> ALL = List.of(
            step("push (v\\d)", (stage, it) -> stage.push(it.group(1), Behaviour.GOOD)),
            step("push (v\\d) that (.+)", (stage, it) -> stage.push(it.group(1), behaviour(it.group(2)))),
            step("remove (v\\d)", (stage, it) -> stage.remove(it.group(1))),
            step("run (v\\d)", (stage, it) -> {
                stage.push(it.group(1), Behaviour.GOOD);
                List.of("create " + it.group(1), "steady", "now").forEach(text -> play(stage, text));
            }),
            step("create (v\\d)", (stage, it) -> stage.create(it.group(1))),
            step("deploy (v\\d)", (stage, it) -> stage.update(JSON.createObjectNode().put("taskDefinition", stage.register(it.group(1))))),
            step("return to (v\\d)", (stage, it) -> stage.update(JSON.createObjectNode().put("taskDefinition", earlier(stage, it.group(1))))),
            step("force", (stage, _) -> stage.update(JSON.createObjectNode().put("forceNewDeployment", true))),
            step("scale to (\\d+)", (stage, it) -> stage.update(JSON.createObjectNode().put("desiredCount", Integer.parseInt(it.group(1))))),
            step("configure (\\w+) (\\d+)", (stage, it) -> stage.update((ObjectNode) JSON.createObjectNode().set("deploymentConfiguration",
                    JSON.createObjectNode().put(it.group(1), Integer.parseInt(it.group(2)))))),
            step("roll back", (stage, _) -> stop(stage, 0)),
            step("roll back the one before", (stage, _) -> stop(stage, 1)),
            step("stop a task of (v\\d) because (.+)", (stage, it) -> {
                ObjectNode ask = JSON.createObjectNode().put("cluster", "c").put("task", task(stage, it.group(1)).id()).put("reason", it.group(2));
                stage.change(stage.ecs, "StopTask", ask);
            }),
            step("a task of (v\\d) begins to (.+)", (stage, it) -> {
                stage.ecs.service("c", "api").behave(task(stage, it.group(1)).id(), "api", behaviour(it.group(2)));
            }),
            step("an instance joins", (stage, _) -> stage.join()),
            step("the first instance drains", (stage, _) -> stage.ecs.cluster("c").drain(stage.instances.getFirst())),
            step("the first instance is terminated", (stage, _) -> stage.ecs.cluster("c").terminate(stage.instances.getFirst())),
            step("the tasks of (v\\d) are protected", (stage, it) -> {
                ServiceView api = stage.ecs.service("c", "api");
                api.tasks().stream().filter(task -> it.group(1).equals(stage.tags.get(task.taskDefinition()))).forEach(task -> api.guard(task.id()));
            }),
            step("the alarm fires", (stage, _) -> stage.fired.add("errors")),
            step("no capacity", (stage, _) -> stage.ecs.service("c", "api").capacity(false)),
            step("wait (\\d+) s", (stage, it) -> stage.pass(Duration.ofSeconds(Long.parseLong(it.group(1))))),
            step("wait (\\d+) min", (stage, it) -> stage.pass(Duration.ofMinutes(Long.parseLong(it.group(1))))),
            step("steady", (stage, _) -> stage.until(new Expectation("$contains(said[-1], 'has reached a steady state') and $not('IN_PROGRESS' in deployments.rolloutState) and $not('PENDING' in serviceDeployments.status)"))),
            step("until (.+)", (stage, it) -> stage.until(new Expectation(it.group(1)))),
            step("now", (stage, _) -> {
                stage.mark();
                stage.bus.clear();
                stage.watch.forget();
                stage.watch.look();
            }));

    private record Step(Pattern pattern, BiConsumer<Stage, MatchResult> does) {}

    private Steps() {}

    private static Step step(String pattern, BiConsumer<Stage, MatchResult> does) {
        return new Step(Pattern.compile(pattern), does);
    }

    /** @throws IllegalArgumentException if the language has no such step */
    static void play(Stage stage, String text) {
        Step step = find(text);
        Matcher matcher = step.pattern().matcher(text);
        matcher.matches();
        step.does().accept(stage, matcher.toMatchResult());
    }

    private static Step find(String text) {
        return ALL.stream().filter(step -> step.pattern().matcher(text).matches()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such step: " + text + "; there are " + ALL.stream().map(step -> step.pattern().pattern()).toList()));
    }

    /** Returns what of the language none of these steps uses. */
    static List<String> unused(List<String> steps) {
        List<Step> left = new ArrayList<>(ALL);
        steps.forEach(text -> left.remove(find(text)));
        return left.stream().map(step -> step.pattern().pattern()).toList();
    }

    private static Behaviour behaviour(String text) {
        String[] words = text.split(" ");
        return switch (words[0]) {
            case "crash", "crashes" -> Behaviour.GOOD.crashingAfter(seconds(words[1]), Integer.parseInt(words[2]));
            case "answer", "answers" -> Behaviour.GOOD.answering(Integer.parseInt(words[1]));
            case "listens" -> words[1].equals("never") ? Behaviour.GOOD.neverListening() : Behaviour.GOOD.listeningAfter(seconds(words[1]));
            case "overeats" -> Behaviour.GOOD.outOfMemoryAfter(seconds(words[1]));
            case "ignores" -> Behaviour.GOOD.ignoringTerm();
            default -> throw new IllegalArgumentException("no such behaviour: " + text);
        };
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static void stop(Stage stage, int age) {
        String arn = Reading.Answers.of(stage).serviceDeployments().get(age).path("serviceDeploymentArn").asText();
        stage.change(stage.ecs, "StopServiceDeployment", JSON.createObjectNode().put("serviceDeploymentArn", arn).put("stopType", "ROLLBACK"));
    }

    private static String earlier(Stage stage, String tag) {
        return stage.tags.entrySet().stream().filter(entry -> entry.getValue().equals(tag)).findFirst().orElseThrow().getKey();
    }

    private static ServiceView.TaskView task(Stage stage, String tag) {
        return stage.ecs.service("c", "api").tasks().stream().filter(task -> !task.stopping() && tag.equals(stage.tags.get(task.taskDefinition())))
                .findFirst().orElseThrow();
    }
}
