package slipway.rollout;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Cause;
import slipway.rollout.Observation.Check;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.TargetHealth;
import slipway.rollout.Observation.Task;

/** Reads why a task stopped, from what DescribeTasks says: stoppedReason before stopCode, since the scheduler's code covers both. */
final class Stops {
    private final Observation reading;

    Stops(Observation reading) {
        this.reading = reading;
    }

    Signal read(Task task) {
        String reason = task.reason() + " " + String.join(" ", task.containers().stream().map(Container::reason).toList());
        String lower = reason.toLowerCase(java.util.Locale.ROOT);
        if (Wording.failedTargetCheck(reason)) {
            return replaced(task);
        }
        if (Wording.failedContainerCheck(reason)) {
            return crash("ContainerHealthCheckFailed", said(task), task);
        }
        if (task.stopCode().equals("TaskFailedToStart") || lower.contains("cannotpull") || lower.contains("cannotstart")) {
            return notStarted(task, reason);
        }
        if (task.stopCode().equals("EssentialContainerExited")) {
            return exited(task);
        }
        return new Signal.Outside("TaskStopped", said(task), facts(task), when(task));
    }

    private static Signal notStarted(Task task, String reason) {
        StartFailures.Kind kind = StartFailures.of(reason);
        String words = kind.lead().isEmpty() ? said(task) : kind.lead() + ": " + said(task);
        return switch (kind.weight()) {
            case DECIDES -> new Signal.Unstartable(kind.code(), words, facts(task), when(task));
            case REPEATED -> crash(kind.code(), words, task);
            case OUTSIDE -> new Signal.Outside(kind.code(), words, facts(task), when(task));
        };
    }

    private static Signal exited(Task task) {
        Optional<Container> culprit = Culprit.of(task);
        Optional<LastWords.Told> told = culprit.flatMap(LastWords::of);
        if (told.isPresent()) {
            return new Signal.Unstartable(told.get().code(), told(culprit.get(), told.get()), facts(task), when(task));
        }
        if (culprit.filter(Culprit::starved).isPresent()) {
            return crash("OutOfMemory", "Container %s was killed for memory%s (%s)".formatted(
                    culprit.get().name(), code(culprit.get()), Words.brief(culprit.get().reason())), task);
        }
        return crash("ContainerExited", culprit.map(one -> "Container " + one.name() + " exited" + code(one)
                + (task.reason().isEmpty() ? "" : " (" + Words.brief(task.reason()) + ")")).orElse(said(task)), task);
    }

    static String told(Container container, LastWords.Told told) {
        return "Container %s exited%s, since %s (%s)".formatted(container.name(), code(container), told.words(), Words.brief(told.line()));
    }

    private Signal replaced(Task task) {
        Optional<Check> check = reading.checks().stream().filter(one -> task.reason().contains(one.group())).findFirst()
                .or(() -> reading.checks().stream().findFirst());
        Optional<TargetHealth> seen = reading.targets().stream().filter(one -> one.state().equals("unhealthy"))
                .min(Comparator.comparing(one -> !one.task().equals(task.id())));
        Optional<String> told = reading.events().stream().flatMap(event -> Wording.unhealthy(event.message()).stream()).findFirst();
        String words = seen.map(one -> Words.target(one, check))
                .orElseGet(() -> Words.failed(task.id(), told.orElse(""), check));
        Map<String, String> facts = facts(task);
        check.ifPresent(one -> facts.putAll(Map.of("path", one.path(), "matcher", one.matcher())));
        told.ifPresent(reason -> facts.put("description", Words.brief(reason)));
        told.flatMap(Wording::reasonCode).ifPresent(code -> facts.put("reasonCode", code));
        seen.ifPresent(one -> facts.putAll(Map.of("reasonCode", one.reason(), "description", Words.brief(one.description()))));
        return new Signal.Crash("TargetHealthCheckFailed", words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1) + "; " + said(task), facts, when(task));
    }

    private static Signal.Crash crash(String code, String words, Task task) {
        return new Signal.Crash(code, words, facts(task), when(task));
    }

    private static String code(Container container) {
        return container.exitCode().map(code -> " with code " + code).orElse("");
    }

    private static String said(Task task) {
        String words = Words.brief(task.reason());
        String container = task.containers().stream().map(Container::reason).filter(one -> !one.isEmpty() && !words.contains(one))
                .findFirst().map(one -> ": " + Words.brief(one)).orElse("");
        return (words.isEmpty() ? task.stopCode().isEmpty() ? "A task stopped without a reason" : task.stopCode() : words) + container;
    }

    private static Map<String, String> facts(Task task) {
        Map<String, String> facts = new TreeMap<>(Map.of("task", task.id(), "stopCode", task.stopCode()));
        facts.put("stoppedReason", Words.brief(task.reason()));
        task.containers().forEach(one -> one.exitCode().ifPresent(code -> facts.put("exitCode." + one.name(), code.toString())));
        facts.putAll(log(task));
        return facts;
    }

    /** Returns what its containers wrote last, and where, as facts of a cause. */
    static Map<String, String> log(Task task) {
        Map<String, String> facts = new TreeMap<>();
        for (Container one : task.containers()) {
            if (!one.lines().isEmpty()) {
                facts.put(Cause.LOG + one.name(), String.join("\n", one.lines()));
            }
            one.stream().ifPresent(stream -> facts.put(Cause.STREAM + one.name(), stream));
        }
        return facts;
    }

    private static java.time.Instant when(Task task) {
        return task.stoppedAt().orElse(task.createdAt());
    }
}
