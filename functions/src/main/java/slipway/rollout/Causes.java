package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Cause;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.release.Restore;

/** The sentences of the judges that no single task or target explains. */
public final class Causes {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** The fact that names the alarms by one of which ECS gave a rollout up. */
    static final String ALARMS = "alarms";

    private Causes() {}

    /** A person wants it turned around. */
    public static Cause stopped(StopRequest request) {
        return Cause.of("StoppedByPerson", "A person asked for a %s at %s.".formatted(
                        request.action() == slipway.release.Action.STOP ? "stop" : "rollback", CLOCK.format(request.at())))
                .with("execution", request.by());
    }

    /** ECS gave the rollout up; the last crash explains what its reason leaves out. */
    static Cause givenUp(Rollout ours, ServiceNow service, Signals signals) {
        return givenUp(ours.id(), ours.reason(), service, signals).with("failedTasks", Integer.toString(ours.failed()));
    }

    /** The same of one that only the service's events tell of. */
    static Cause givenUp(String ours, String reason, ServiceNow service, Signals signals) {
        List<String> alarms = service.configuration().alarms();
        if (Wording.byAlarm(reason) && !alarms.isEmpty()) {
            return new Cause("DeploymentFailed", "ECS gave %s up: %s; it watches %s.".formatted(ours, bare(reason), Words.alarms(alarms)),
                    Map.of("rollout", ours, ALARMS, String.join(", ", alarms)));
        }
        Optional<Signal> why = signals.unstartable().or(() -> signals.last(Signal.Weight.REPEATED));
        Map<String, String> facts = new TreeMap<>(Map.of("rollout", ours));
        why.ifPresent(signal -> facts.putAll(signal.facts()));
        return new Cause("DeploymentFailed", "ECS gave %s up: %s%s.".formatted(ours, reason.isEmpty() ? "it says no reason" : bare(reason),
                why.map(signal -> "; " + signal.words()).orElse("")), facts);
    }

    static Cause wentBack(ServiceNow service, String ours, Signals signals) {
        return changed("WentBack", "The service went back to %s: %s is PRIMARY instead of %s".formatted(
                Words.tail(service.primary().taskDefinition()), service.primary().id(), ours), service,
                signals.last(Signal.Weight.REPEATED).map(signal -> "; " + signal.words()).orElse(""));
    }

    /**
     * ECS has taken the service back, or is about to, and nobody watched.
     *
     * @param why in ECS's words
     */
    public static Cause unwatched(String revision, String why) {
        return Cause.of("WentBack", "The service went back from %s while nobody watched: %s.".formatted(Words.tail(revision), bare(why))).with("taskDefinition", revision);
    }

    static Cause someoneElse(ServiceNow service, String ours) {
        return changed("ChangedBySomeoneElse", "Someone else changed the service: %s with %s is PRIMARY instead of %s".formatted(
                service.primary().id(), Words.tail(service.primary().taskDefinition()), ours), service, "");
    }

    static Cause scaledToZero(ServiceNow service) {
        return Cause.of("ScaledToZero", (service.daemon() ? "No instance of the cluster is left for the daemon's tasks" : "Someone scaled the service to 0 tasks")
                + ", so that nothing can be proven.");
    }

    static Cause repeated(Signal last, int crashes, Limits limits) {
        return new Cause(last.code(), "%s; crash %d, and %d decide%s.".formatted(
                last.words(), crashes, limits.crashes(), limits.crashes() == 1 ? "s" : ""), last.facts())
                .with("crashes", Integer.toString(crashes)).with("limit", Integer.toString(limits.crashes()));
    }

    /** The deadline has come; says what was waited for. */
    public static Cause notSettled(Duration limit, Progress progress) {
        return Cause.of("NotSettled", "Not settled within %s: it last waited for %s.".formatted(
                time(limit), bare(progress.waitsFor())));
    }

    /** The deadline has come, and AWS has not answered for a while. */
    public static Cause noReading(Duration limit, Progress progress) {
        return Cause.of("NoReading", "Not settled within %s: AWS gave no reading at the last %d looks.".formatted(
                time(limit), progress.unread())).with("unread", Integer.toString(progress.unread()));
    }

    /** The baseline is not proven to run again. */
    public static Cause notRestored(Restore restore, String why) {
        return Cause.of("NotRestored", "The baseline %s is not proven to run again: %s.".formatted(
                restore.release().revision().map(Words::tail).orElse("release"), bare(why)));
    }

    /** Returns {@code 15 min} or {@code 90 s}. */
    public static String time(Duration length) {
        return length.toSeconds() % 60 == 0 && length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
    }

    private static Cause changed(String code, String words, ServiceNow service, String more) {
        return Cause.of(code, words + more + ".").with("rollout", service.primary().id())
                .with("taskDefinition", service.primary().taskDefinition());
    }

    /** Returns foreign text in one line of bounded length, without its full stop. */
    public static String bare(String sentence) {
        String words = Words.brief(sentence);
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }
}
