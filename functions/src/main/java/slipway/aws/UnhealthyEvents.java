package slipway.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Says what a task answered that was replaced for its health: its stoppedReason names the target group alone, and its
 * target is gone by then, but the service's event of that moment has it: "(service api) (port 80) is unhealthy in
 * (target-group …) due to (reason Health checks failed with these codes: [502])."
 */
final class UnhealthyEvents {
    private static final Pattern GROUP = Pattern.compile("failed ELB health checks in (\\(target-group [^)]+\\))");
    private static final Pattern REASON = Pattern.compile("due to \\(reason ([^)]+)\\)");

    private UnhealthyEvents() {}

    /** Returns the task's stoppedReason, with what the service's events add to it. */
    static String reason(Task task, List<ServiceEvent> events) {
        String stopped = Optional.ofNullable(task.stoppedReason()).orElse("");
        Matcher group = GROUP.matcher(stopped);
        if (!group.find() || task.startedAt() == null) {
            return stopped;
        }
        // The newest come first; the scheduler tells that a target is unhealthy before it stops the task.
        return events.stream().filter(event -> event.message().contains("is unhealthy in " + group.group(1)))
                .filter(event -> during(task, event.createdAt()))
                .map(event -> REASON.matcher(event.message())).filter(Matcher::find).findFirst()
                .map(found -> stopped + ": " + found.group(1)).orElse(stopped);
    }

    private static boolean during(Task task, Instant said) {
        Instant end = Optional.ofNullable(task.stoppingAt()).or(() -> Optional.ofNullable(task.stoppedAt())).orElse(Instant.MAX);
        return !said.isBefore(task.startedAt()) && !said.isAfter(end);
    }
}
