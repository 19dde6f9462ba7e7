package slipway.notice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import slipway.notice.Notice.Line;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Death;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Mode;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.release.Target;

/** What runs now, what was done and how long it took, why, and which image: in the order in which people ask. */
final class Story {
    private final Deployment deployment;
    private final Names names;
    private final List<Line> lines = new ArrayList<>();

    private Story(Deployment deployment, Names names) {
        this.deployment = deployment;
        this.names = names;
    }

    static List<Line> of(Moment moment, Deployment deployment, Names names) {
        Story story = new Story(deployment, names);
        story.say("Runs now", new RunsNow(deployment, names).words(moment));
        if (deployment.ending().equals(Optional.of(Ending.NEEDS_HUMAN))) {
            story.known();
            story.say("Unknown", deployment.backInVain() ? "" : story.unknown());
        }
        if (!deployment.action().ruling()) {
            deployment.origin().said().ifPresent(said -> story.say("Reason", said.reason().orElse("") + said.by().map(by -> " (" + by + ")").orElse("")));
        }
        deployment.death().ifPresent(story::recovered);
        story.plan().flatMap(Plan::traffic).ifPresent(steps -> story.say("Traffic", Shares.planned(steps)));
        story.done();
        story.replaced();
        deployment.cause().ifPresent(story::cause);
        story.ill();
        story.lines.addAll(Alarming.of(deployment));
        story.plan().ifPresent(plan -> story.lines.addAll(Cautions.of(plan, names)));
        story.lines.addAll(ImageLines.of(deployment, names));
        return story.lines;
    }

    /** Nobody blames the new image for what was ill before it, nor promises a way back to what is (scenario 13). */
    private void ill() {
        boolean worthIt = deployment.ending().filter(ending -> ending == Ending.SUCCEEDED || ending == Ending.SUPERSEDED || ending == Ending.NOT_CHANGED).isEmpty();
        plan().filter(plan -> worthIt && !plan.baseline().healthy()).ifPresent(plan -> say("Before", "it ran " + names.release(plan.running())
                + ", which was not seen healthy; the way back is " + names.release(plan.baseline().release()) + ", the last release that was"));
    }

    private void replaced() {
        deployment.change().flatMap(Change::replaced).or(() -> deployment.restore().flatMap(Restore::replaced))
                .ifPresent(theirs -> say("Collision", "someone else changed the service in the same moment (" + Foreign.clean(theirs, 120)
                        + "), and this deployment took its place: tell them"));
    }

    private void say(String label, String text) {
        if (!text.isEmpty()) {
            lines.add(new Line(label, text));
        }
    }

    static String counted(Counts counts) {
        return counts.running() + " of " + counts.desired() + " tasks running"
                + (counts.targets() == 0 ? "" : ", " + counts.healthy() + " of " + counts.targets() + " targets healthy")
                + (counts.crashes() == 0 ? "" : ", " + counts.crashes() + (counts.crashes() == 1 ? " crash" : " crashes"))
                + (counts.others() == 0 ? "" : "; " + counts.others() + (counts.others() == 1 ? " task of a deployment before it runs" : " tasks of deployments before it run")
                        + " still, and ECS stops " + (counts.others() == 1 ? "it" : "them") + " later");
    }

    private void known() {
        String reading = deployment.progress().map(progress -> progress.counts().equals(Counts.NONE)
                ? progress.looks() > progress.unread() ? "the last look waited for " + progress.waitsFor() : "no reading was had"
                : "the last reading: " + counted(progress.counts())
                        + (progress.unread() == 0 ? "" : ", then " + progress.unread() + " looks without an answer")).orElse("no reading was had");
        String before = plan().map(plan -> "; before: " + names.release(plan.baseline().release())
                + (plan.baseline().healthy() ? ", which was healthy" : ", which was not healthy even then")).orElse("");
        say("Known", reading + before);
    }

    private String unknown() {
        if (names.changedByOthers()) {
            return "what the " + names.thing() + " runs now, and whether that is healthy: somebody else changed it, and Slipway left that alone";
        }
        String healthy = "whether the " + names.thing() + " is healthy";
        if (deployment.kept()) {
            return deployment.stays().isPresent() ? "how much of what runs works: it was not looked at" : "how much of it works: it was last looked at when it failed";
        }
        if (deployment.cause().filter(cause -> cause.code().equals("Unwatched")).isPresent()) {
            return healthy + " on what was left in mid-rollout";
        }
        if (deployment.restore().isPresent()) {
            return healthy + " on " + RunsNow.back(deployment).map(names::release).orElse("the baseline") + ", which it was told to go back to";
        }
        return deployment.change().map(change -> healthy + " on " + names.release(change.release()) + ", which it was told to run")
                .orElse("whether a change reached the " + names.thing() + " before this stopped");
    }

    private void cause(Cause cause) {
        say("Cause", cause.sentence());
        cause.facts().entrySet().stream().filter(fact -> fact.getKey().startsWith(Cause.LOG)).sorted(Map.Entry.comparingByKey()).forEach(fact -> {
            say("Log", "container " + fact.getKey().substring(Cause.LOG.length()) + " wrote last:");
            fact.getValue().lines().forEach(line -> say("  says", Foreign.clean(line, 300)));
        });
        String facts = cause.facts().entrySet().stream().filter(fact -> !Cause.ofLog(fact.getKey()) && !cause.sentence().contains(fact.getValue()))
                .sorted(Map.Entry.comparingByKey()).map(fact -> fact.getKey() + " " + fact.getValue()).collect(Collectors.joining(", "));
        say("Facts", facts.isEmpty() ? "" : cause.code() + ": " + facts);
    }

    private void recovered(Death death) {
        String which = death.execution().substring(death.execution().lastIndexOf(':') + 1);
        say("Deployer", "its execution " + which + " " + death.how().words() + (death.how() == Death.How.FORGOTTEN ? "" : " at " + Names.time(death.at()))
                + "; another took it over from there");
    }

    private void done() {
        deployment.change().ifPresent(change -> say("Done", changed(change)));
        deployment.restore().ifPresent(restore -> say(deployment.change().isEmpty() ? "Done" : "Then",
                Names.time(restore.at()) + " " + undone(restore)));
        boolean observed = names.surroundings().target().filter(target -> target.mode() == Mode.OBSERVE).isPresent();
        if (observed && deployment.change().isEmpty()) {
            plan().filter(plan -> !names.swaps().isEmpty()).ifPresent(plan -> say("Would do",
                    "tell the " + names.thing() + " to run " + names.label() + " instead of " + names.former()
                            + (function() ? "" : " on " + plan.desired() + " tasks") + "; the target is only observed"));
        }
        deployment.endedAt().ifPresent(end -> say("Took", Lasting.of(Duration.between(deployment.startedAt(), end))
                + ", from " + Names.time(deployment.startedAt()) + " to " + Names.time(end)));
        if (deployment.endedAt().isEmpty() && deployment.progress().flatMap(Progress::live).isEmpty()) {
            say("Deadline", deployment.restore().map(restore -> "needs a human if it is not healthy by " + Names.time(restore.deadline()))
                    .or(() -> plan().map(plan -> (left() ? "is left to a person" : "goes back by itself") + " if it has not settled by " + Names.time(plan.deadline()))).orElse(""));
        }
    }

    private boolean left() {
        return names.surroundings().target().filter(Target::leavesFailures).isPresent();
    }

    private String changed(Change change) {
        String what = names.release(change.release());
        if (plan().filter(Plan::there).filter(plan -> plan.running().revision().equals(change.release().revision())).isPresent()) {
            return Names.time(plan().flatMap(Plan::since).orElse(change.at())) + " an earlier deployment told the " + names.thing() + " to run " + what
                    + (function() ? "" : ", rollout " + change.rollout()) + "; this one had nothing to change";
        }
        return Names.time(change.at()) + (function() ? " brought " + what + " to the function" + Shares.sent(deployment) : " told the service to run " + what
                + ", rollout " + change.rollout());
    }

    private String undone(Restore restore) {
        return switch (restore.way()) {
            case UNTOUCHED -> "nothing had reached the " + names.thing() + ", so there was nothing to undo";
            case WATCHED -> "ECS was rolling back by itself; Slipway watched it";
            case STOPPED -> "stopped the service deployment, so that ECS rolls back to " + names.release(restore.release());
            case UPDATED -> function() ? "brought " + names.release(restore.release()) + " back"
                    : "told the service to run " + names.release(restore.release()) + " again" + restore.stuck().map(why -> ", since ECS could not go back by itself: "
                            + Foreign.clean(why, 200)).orElse("");
            case LEFT -> "left the " + names.thing() + " alone, since somebody else had changed it";
            case KEPT -> "left the " + names.thing() + " as it is, as the target wants it";
        };
    }

    private boolean function() {
        return names.thing().equals("function");
    }

    private Optional<Plan> plan() {
        return deployment.plan();
    }
}
