package slipway.rollout;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences of ECS's that are read by their words, since nothing else tells the same; docs/BELIEFS.md says so of each. */
public final class Wording {
    private static final Pattern UNHEALTHY = Pattern.compile("is unhealthy in \\(target-group ([^)]*)\\) due to \\(reason (.*?)\\)");
    private static final Pattern TASK = Pattern.compile("\\(task ([^)]+)\\)");
    private static final Pattern GIVEN_UP = Pattern.compile("\\(deployment ([^)]+)\\) deployment failed: (.+?)\\.?$");
    private static final String UNPLACED = "was unable to place a task";

    private Wording() {}

    /** Says whether a stoppedReason tells of a failed check of a target group ("Stopped tasks error messages"). */
    public static boolean failedTargetCheck(String reason) {
        return reason.toLowerCase(Locale.ROOT).contains("failed elb health checks");
    }

    /** Says whether a stoppedReason tells of the container's own failed check ("Stopped tasks error messages"). */
    public static boolean failedContainerCheck(String reason) {
        return reason.toLowerCase(Locale.ROOT).contains("failed container health checks");
    }

    /** Returns why a target is unhealthy, such as {@code Health checks failed with these codes: [404]}, of a service's event. */
    public static Optional<String> unhealthy(String event) {
        return Optional.of(UNHEALTHY.matcher(event)).filter(Matcher::find).map(found -> found.group(2));
    }

    /** Returns the target group in which a service's event says that a target is unhealthy. */
    static Optional<String> unhealthyIn(String event) {
        return Optional.of(UNHEALTHY.matcher(event)).filter(Matcher::find).map(found -> found.group(1));
    }

    /** Returns the id of the task that a service's event names: of an unhealthy target not all do ("Service unhealthy event messages" does, those seen do not). */
    static Optional<String> task(String event) {
        return Optional.of(TASK.matcher(event)).filter(Matcher::find).map(found -> Words.tail(found.group(1)));
    }

    /** Returns the reason code that goes with a target's description: events tell only that (ELB: "Target health reason codes"; docs/BELIEFS.md). */
    static Optional<String> reasonCode(String description) {
        return description.startsWith("Health checks failed with these codes") ? Optional.of("Target.ResponseCodeMismatch")
                : description.startsWith("Health checks failed") ? Optional.of("Target.FailedHealthChecks")
                : description.startsWith("Request timed out") ? Optional.of("Target.Timeout")
                : Optional.empty();
    }

    /** Returns what a service's event says of a task that found no place, from there on ("Service event messages"). */
    public static Optional<String> unplaced(String event) {
        return Optional.of(event.indexOf(UNPLACED)).filter(at -> at >= 0).map(event::substring);
    }

    /** Returns why ECS gave a deployment up, such as {@code tasks failed to start}, if a service's event tells of that one ("Service event messages"). */
    static Optional<String> givenUp(String event, String deployment) {
        return Optional.of(GIVEN_UP.matcher(event)).filter(Matcher::find).filter(found -> found.group(1).equals(deployment)).map(found -> found.group(2));
    }

    /** Says whether a service's event tells that ECS has completed that deployment ("Service event messages"). */
    public static boolean completed(String event, String deployment) {
        return event.endsWith("(deployment " + deployment + ") deployment completed.");
    }

    /** Says whether ECS gave a rollout up for an alarm: {@code alarm detected} (seen in service events; no page has it). */
    static boolean byAlarm(String reason) {
        return reason.toLowerCase(Locale.ROOT).contains("alarm");
    }

    /** Says whether a service's event tells that tasks were started. */
    static boolean started(String event) {
        return event.contains(" has started ");
    }
}
