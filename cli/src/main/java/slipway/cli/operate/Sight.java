package slipway.cli.operate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.screen.Lines;
import slipway.cli.screen.Paint;
import slipway.notice.Foreign;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Progress;
import slipway.release.Restore;

/**
 * What one look at a watched target showed; two that are equal need not be said twice.
 *
 * @param deployment its id; empty where none runs
 * @param state the deploy machine's state, {@code Waiting} before there is one, or the ending
 * @param verdict the first line of its message
 * @param waitsFor with the number and the limit; empty where it waits for nothing
 * @param until when it goes back by itself, or needs a human
 * @param next what waits behind it
 */
record Sight(String target, String deployment, String state, String verdict, Optional<Counts> counts, String waitsFor, Optional<Instant> until,
        Optional<Ending> ending, Optional<String> next) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** A look at a deployment. */
    static Sight of(Deployment deployment, String state, String verdict, Optional<String> next) {
        boolean ended = deployment.ending().isPresent();
        Optional<Progress> progress = deployment.progress().filter(_ -> !ended && (deployment.change().isPresent() || deployment.restore().isPresent()));
        Optional<Instant> deadline = deployment.restore().map(Restore::deadline).or(() -> deployment.plan().map(plan -> plan.deadline()));
        return new Sight(deployment.target().value(), deployment.id().value(), deployment.ending().map(Ending::name).orElse(state), verdict,
                progress.map(Progress::counts).filter(counts -> !counts.equals(Counts.NONE)), progress.map(seen -> Foreign.clean(seen.waitsFor(), 300)).orElse(""),
                ended ? Optional.empty() : deadline, deployment.ending(), next);
    }

    /** A target on which nothing is seen to run. */
    static Sight without(String target, String deployment, String state, String verdict) {
        return new Sight(target, deployment, state, verdict, Optional.empty(), "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns it as one line, for a pipe. */
    String line(Instant at) {
        List<String> words = new ArrayList<>(List.of(TIME.format(at), deployment.isEmpty() ? target : deployment, state, verdict));
        words.addAll(details());
        return String.join("  ", words);
    }

    /** Returns it as a tree, for a terminal. */
    List<String> tree(Paint paint, int width) {
        String head = ending.isEmpty() ? paint.busy(verdict) : ending.get() == Ending.SUCCEEDED ? paint.good(verdict) : paint.bad(verdict);
        List<String> lines = new ArrayList<>(List.of(head));
        List<String> branches = new ArrayList<>(List.of((deployment.isEmpty() ? target : deployment) + "  " + paint.dim(state)));
        branches.addAll(details());
        for (int i = 0; i < branches.size(); i++) {
            boolean last = i == branches.size() - 1;
            lines.addAll(Lines.hang(last ? "└─ " : "├─ ", last ? "   " : "│  ", branches.get(i), width));
        }
        return lines;
    }

    private List<String> details() {
        List<String> details = new ArrayList<>();
        counts.ifPresent(seen -> details.add("tasks " + seen.running() + "/" + seen.desired() + (seen.pending() > 0 ? " (" + seen.pending() + " pending)" : "")
                + (seen.targets() > 0 ? ", targets healthy " + seen.healthy() + "/" + seen.targets() : "") + (seen.crashes() > 0 ? ", crashes " + seen.crashes() : "")));
        if (!waitsFor.isEmpty()) {
            details.add("waits for " + waitsFor);
        }
        until.ifPresent(end -> details.add("until " + TIME.format(end)));
        next.ifPresent(what -> details.add("then " + what));
        return details;
    }
}
