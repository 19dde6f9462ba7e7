package slipway.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.notice.Notice.Line;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Progress;
import slipway.release.Target;

/**
 * One deployment as one message of a Slack app: what its parent message shows at one moment, and what is said in the thread.
 *
 * @param state as {@link StateChange} has it
 * @param parent what can be read at a glance, without commands; it never mentions anybody
 * @param details the whole notice, with the cause and the commands
 * @param loud whether the details are shown in the channel too, so that they notify
 */
public record Conversation(Moment moment, String state, SlackMessage parent, SlackMessage details, boolean loud) {
    private static final List<String> STEPS = List.of("planned", "rolling out", "baking", "live");
    private static final Set<String> AT_A_GLANCE = Set.of("Runs now", "Unknown", "Cause", "Took", "Deadline");

    /**
     * Makes one.
     *
     * @param notice of this deployment
     * @param now for the time that has passed
     */
    public static Conversation of(Notice notice, Deployment deployment, Surroundings surroundings, Instant now) {
        Moment moment = notice.moment();
        List<Line> lines = new ArrayList<>(deployment.ending().isPresent() ? List.of() : progress(deployment, surroundings, now));
        notice.lines().stream().filter(line -> AT_A_GLANCE.contains(line.label())).forEach(lines::add);
        Notice parent = new Notice(moment, notice.verdict(), lines, List.of(), notice.links(), notice.ids());
        return new Conversation(moment, StateChange.state(moment, deployment), SlackMessage.of(parent), SlackMessage.of(notice),
                deployment.ending().filter(ending -> ending != Ending.SUCCEEDED).isPresent());
    }

    private static List<Line> progress(Deployment deployment, Surroundings surroundings, Instant now) {
        Optional<Progress> seen = deployment.progress();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Step", bar(deployment, surroundings)));
        seen.map(Progress::counts).filter(counts -> !counts.equals(Counts.NONE)).ifPresent(counts -> lines.add(new Line("Seen", Story.counted(counts))));
        seen.filter(_ -> deployment.change().isPresent()).ifPresent(progress -> lines.add(new Line("Waits for", progress.waitsFor())));
        lines.add(new Line("Elapsed", Lasting.of(Duration.between(deployment.startedAt(), now))));
        return lines;
    }

    /** Returns {@code ▰▰▱▱ rolling out}: how many of its steps are begun, and the last of them. */
    private static String bar(Deployment deployment, Surroundings surroundings) {
        if (deployment.restore().isPresent()) {
            return "going back";
        }
        boolean watched = surroundings.target().filter(Conversation::watches).isPresent();
        int begun = deployment.progress().flatMap(Progress::live).isPresent() ? 4
                : deployment.progress().flatMap(Progress::healthySince).isPresent() ? 3
                : deployment.change().isPresent() ? 2 : 1;
        return "▰".repeat(begun) + "▱".repeat(STEPS.size() - begun) + " " + STEPS.get(begun - 1) + (begun == 4 && watched ? ", watched" : "");
    }

    private static boolean watches(Target target) {
        return target.limits().watch().isPositive();
    }
}
