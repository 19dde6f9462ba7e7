package slipway.notice;

import java.time.Duration;
import java.util.List;
import slipway.release.Action;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Restore;

/** The first line, at most 80 characters: the ending, the target, the label, the cause as far as it fits, what runs. */
final class Headline {
    private static final int MOST = 80;
    private static final int NAME = 28;
    private static final int LABEL = 20;

    private Headline() {}

    /** Returns it clean, since programs read it too. */
    static String of(Moment moment, Deployment deployment, Names names) {
        return Foreign.clean(line(moment, deployment, names), MOST);
    }

    private static String line(Moment moment, Deployment deployment, Names names) {
        String target = Foreign.cut(deployment.target().value(), NAME);
        String label = Foreign.cut(names.label(), LABEL);
        String what = label.isEmpty() ? target : target + " " + label;
        String former = Foreign.cut(names.former(), LABEL);
        if (moment == Moment.OVERTAKEN) {
            return fit("SUPERSEDED " + what + ": ", List.of("something newer took its place before it began"), "");
        }
        if (moment == Moment.WAITING) {
            return fit("WAITING " + what + ": ", Rulings.waits(deployment), "");
        }
        return deployment.ending().map(ending -> ended(ending, deployment, names, what))
                .orElseGet(() -> underWay(deployment, what, former, Foreign.cut(names.back(), LABEL)));
    }

    private static String ended(Ending ending, Deployment deployment, Names names, String what) {
        String target = Foreign.cut(deployment.target().value(), NAME);
        String label = Foreign.cut(names.label(), LABEL);
        String former = Foreign.cut(names.former(), LABEL);
        String back = Foreign.cut(names.back(), LABEL);
        return switch (ending) {
            case SUCCEEDED -> fit("LIVE " + what + ": ", List.of(healthy(deployment)), took(deployment));
            case ROLLED_BACK -> byHand(deployment)
                    ? fit("ROLLED BACK " + target + " by hand: ", List.of("runs " + label + " again"), names.changesOwn() ? ". " + former + " is held" : "")
                    : fit("ROLLED BACK " + what + ": ", causes(deployment), runs(back, " again"));
            case NOT_CHANGED -> Rulings.done(deployment) ? fit(Rulings.verb(deployment), Rulings.said(deployment), "")
                    : fit("NOT CHANGED " + what + ": ", causes(deployment), same(deployment) || changedByOthers(deployment) ? "" : runs(former, ""));
            case SUPERSEDED -> fit("SUPERSEDED " + what + ": ", causes(deployment), "");
            case NEEDS_HUMAN -> fit("NEEDS HUMAN " + what + ": ", causes(deployment), unproven(deployment, Foreign.cut(deployment.plan().map(plan -> names.brief(plan.running())).orElse(""), LABEL), back));
        };
    }

    private static String underWay(Deployment deployment, String what, String former, String back) {
        if (deployment.restore().isPresent()) {
            return fit("GOING BACK " + what + ": ", causes(deployment), runs(back, " soon").replace("Runs", "Back on"));
        }
        if (deployment.progress().flatMap(Progress::live).isPresent()) {
            return fit("LIVE " + what + ", watched: ", List.of(healthy(deployment)), "");
        }
        String verb = deployment.action() == Action.ROLLBACK ? "ROLLING BACK to " : "DEPLOYING ";
        String waits = deployment.change().isEmpty() ? "" : deployment.progress().map(Progress::waitsFor).orElse("");
        String tasks = deployment.plan().filter(plan -> plan.desired() > 0).map(plan -> plan.desired() + (plan.desired() == 1 ? " task" : " tasks")).orElse("");
        boolean there = deployment.plan().filter(Plan::there).isPresent();
        String from = former.isEmpty() ? "" : (there ? "watches what runs already" : "from " + former) + (tasks.isEmpty() ? "" : ", " + tasks);
        String say = waits.isEmpty() ? from : "waits for " + waits;
        return fit(verb + what + (say.isEmpty() ? "" : ": "), List.of(say), "");
    }

    /** Says whether this is the rollback that a person asked for, and it went well. */
    static boolean byHand(Deployment deployment) {
        return deployment.action() == Action.ROLLBACK && deployment.restore().isEmpty();
    }

    private static String healthy(Deployment deployment) {
        Counts counts = deployment.progress().map(Progress::counts).orElse(Counts.NONE);
        return counts.equals(Counts.NONE) ? "healthy" : counts.running() + " of " + counts.desired() + " tasks healthy";
    }

    private static String took(Deployment deployment) {
        return deployment.endedAt().map(end -> ". Took " + Lasting.of(Duration.between(deployment.startedAt(), end))).orElse("");
    }

    private static boolean same(Deployment deployment) {
        return deployment.plan().filter(Plan::there).isPresent();
    }

    /** What ran when it was planned runs no more. */
    static boolean changedByOthers(Deployment deployment) {
        return deployment.cause().filter(cause -> cause.code().equals("ChangedBySomeoneElse")).isPresent();
    }

    private static String unproven(Deployment deployment, String ran, String back) {
        if (deployment.kept()) {
            return deployment.stays().isEmpty() || ran.isEmpty() ? "; not taken back" : "; " + ran + " runs on";
        }
        if (deployment.backInVain()) {
            return "; runs " + (back.isEmpty() ? "what ran before" : back) + " again";
        }
        if (deployment.changedOnTheWayBack()) {
            return "; someone else changed it since";
        }
        boolean judged = deployment.cause().filter(cause -> cause.code().equals("NotClosed") || "ChangedBySomeoneElse".equals(cause.facts().get("before"))).isEmpty();
        return deployment.restore().filter(restore -> judged && restore.way() != Restore.Way.LEFT).map(restore -> restore.way() == Restore.Way.UNTOUCHED ? ran : back)
                .map(runs -> "; " + (runs.isEmpty() ? "the baseline" : runs) + " not seen healthy").orElse("");
    }

    private static String runs(String release, String how) {
        return release.isEmpty() ? "" : ". Runs " + release + how;
    }

    private static List<String> causes(Deployment deployment) {
        return deployment.cause().map(Brief::of).orElse(List.of("no cause is known"));
    }

    /** The first of the texts that fits with the tail, else without it; else the first one, cut. */
    private static String fit(String head, List<String> texts, String tail) {
        return texts.stream().map(text -> head + text + tail).filter(Headline::fits).findFirst()
                .or(() -> texts.stream().map(text -> head + text).filter(Headline::fits).findFirst())
                .orElseGet(() -> Foreign.cut(head + texts.getFirst(), MOST));
    }

    private static boolean fits(String line) {
        return line.length() <= MOST;
    }
}
