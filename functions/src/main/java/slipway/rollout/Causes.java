package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Cause;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.release.Restore;

/** The sentences of the judge that no single task or target explains. */
final class Causes {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Causes() {}

    static Cause stopped(StopRequest request) {
        return Cause.of("StoppedByPerson", "A person asked for a %s at %s.".formatted(
                        request.action() == slipway.release.Action.STOP ? "stop" : "rollback", CLOCK.format(request.at())))
                .with("execution", request.by());
    }

    /** ECS gave the rollout up; the last crash explains what its reason leaves out. */
    static Cause givenUp(Rollout ours, Signals signals) {
        Optional<Signal> why = signals.unstartable().or(() -> signals.last(Signal.Weight.REPEATED));
        Map<String, String> facts = new TreeMap<>(Map.of("rollout", ours.id(), "failedTasks", Integer.toString(ours.failed())));
        why.ifPresent(signal -> facts.putAll(signal.facts()));
        return new Cause("DeploymentFailed", "ECS gave %s up: %s%s.".formatted(ours.id(),
                ours.reason().isEmpty() ? "it says no reason" : bare(ours.reason()),
                why.map(signal -> "; " + signal.words()).orElse("")), facts);
    }

    static Cause wentBack(ServiceNow service, String ours, Signals signals) {
        return changed("WentBack", "The service went back to %s: %s is PRIMARY instead of %s".formatted(
                Words.tail(service.primary().taskDefinition()), service.primary().id(), ours), service,
                signals.last(Signal.Weight.REPEATED).map(signal -> "; " + signal.words()).orElse(""));
    }

    static Cause someoneElse(ServiceNow service, String ours) {
        return changed("ChangedBySomeoneElse", "Someone else changed the service: %s with %s is PRIMARY instead of %s".formatted(
                service.primary().id(), Words.tail(service.primary().taskDefinition()), ours), service, "");
    }

    static Cause scaledToZero() {
        return Cause.of("ScaledToZero", "Someone scaled the service to 0 tasks, so that nothing can be proven.");
    }

    static Cause repeated(Signal last, int crashes, Limits limits) {
        return new Cause(last.code(), "%s; crash %d, and %d decide%s.".formatted(
                last.words(), crashes, limits.crashes(), limits.crashes() == 1 ? "s" : ""), last.facts())
                .with("crashes", Integer.toString(crashes)).with("limit", Integer.toString(limits.crashes()));
    }

    static Cause notSettled(Duration limit, Progress progress) {
        return Cause.of("NotSettled", "Not settled within %s: it last waited for %s.".formatted(
                time(limit), bare(progress.waitsFor())));
    }

    static Cause noReading(Duration limit, Progress progress) {
        return Cause.of("NoReading", "Not settled within %s: AWS gave no reading at the last %d looks.".formatted(
                time(limit), progress.unread())).with("unread", Integer.toString(progress.unread()));
    }

    static Cause notRestored(Restore restore, String why) {
        return Cause.of("NotRestored", "The baseline %s is not proven to run again: %s.".formatted(
                restore.release().revision().map(Words::tail).orElse("release"), bare(why)));
    }

    static String time(Duration length) {
        return length.toSeconds() % 60 == 0 && length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
    }

    private static Cause changed(String code, String words, ServiceNow service, String more) {
        return Cause.of(code, words + more + ".").with("rollout", service.primary().id())
                .with("taskDefinition", service.primary().taskDefinition());
    }

    private static String bare(String sentence) {
        String words = Words.brief(sentence);
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }
}
