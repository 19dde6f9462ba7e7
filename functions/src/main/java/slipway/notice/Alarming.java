package slipway.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import slipway.notice.Notice.Line;
import slipway.release.Alarmed;
import slipway.release.Deployment;
import slipway.release.Plan;

/** What people have to know of alarms that were not well before a deployment began (scenario 27). */
final class Alarming {
    private Alarming() {}

    /** Returns a line for each of the target's, and one where ECS ignores those of the service's own. */
    static List<Line> of(Deployment deployment) {
        List<Line> lines = new ArrayList<>();
        deployment.plan().map(Plan::alarms).orElse(List.of()).forEach(one -> lines.add(new Line("Alarm", told(one))));
        List<Alarmed> ignored = deployment.plan().map(Plan::ignored).orElse(List.of());
        if (!ignored.isEmpty()) {
            lines.add(new Line("Ignored", "ECS ignores all alarms of its own for this rollout, since " + ignored.stream()
                    .map(one -> name(one) + " was in ALARM before it, since " + Names.time(one.since())).collect(Collectors.joining(", "))
                    + ": named as the target's alarms, Slipway judges each by itself"));
        }
        return lines;
    }

    /** It tells nothing of the new image; and one without data nothing at all. */
    private static String told(Alarmed one) {
        return name(one) + (one.fired() ? " was in ALARM already, since " + Names.time(one.since()) + ": it counts only once it has been well"
                : " had no data before this, since " + Names.time(one.since()) + ": it counts once it has some");
    }

    private static String name(Alarmed one) {
        return Foreign.clean(one.name(), 255);
    }
}
