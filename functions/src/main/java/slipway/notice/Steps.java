package slipway.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import slipway.notice.Names.Swap;
import slipway.notice.Notice.Step;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.EcrHost;
import slipway.release.Ending;
import slipway.release.ImageDefinition;
import slipway.release.ImageDefinitions;
import slipway.release.Mode;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.Workload;

/** What a person does next, with the whole command; its parts are words, so nothing foreign can be in it. */
final class Steps {
    /** A longer array would be cut where the message is shown, and a command that is cut is none. */
    private static final int LONGEST = 1500;

    /** A tag, a digest, a URI: what a shell and JSON take as it is. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:/@-]{0,300}");

    private static final String FORCED = ", with your reason in the place of WHY:";

    /** Causes for which nobody's word brings the image. */
    private static final Set<String> NOTHING_TO_BRING = Set.of("SameImage", "ImageGone", "NotAnImage");

    /** Causes that refuse a start by hand as they refuse a push. */
    private static final Set<String> TO_MEND = Set.of("NoBaseline", "BaselineGone", "BadInput");

    private final Deployment deployment;
    private final Surroundings surroundings;

    private Steps(Deployment deployment, Surroundings surroundings) {
        this.deployment = deployment;
        this.surroundings = surroundings;
    }

    static List<Step> of(Moment moment, Deployment deployment, Surroundings surroundings) {
        Steps steps = new Steps(deployment, surroundings);
        return moment == Moment.OVERTAKEN ? List.of()
                : moment == Moment.WAITING ? steps.again("To deploy it although the target is frozen:", false)
                : deployment.ending().map(steps::after)
                        .orElseGet(() -> List.of(steps.commands().stop("To turn it around now:")));
    }

    private List<Step> after(Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> List.of(commands().rollback("If it is bad all the same, back to the release before:"));
            case ROLLED_BACK -> again(heldOrNot(), isHeld());
            case NOT_CHANGED -> unchanged();
            case SUPERSEDED -> List.of();
            case NEEDS_HUMAN -> look();
        };
    }

    private String heldOrNot() {
        String none = " held, since no image of the target's own repository changed. To run it again:";
        if (Headline.byHand(deployment)) {
            return names().changesOwn() ? "The release it left is held: no push brings it back. To run it again all the same" + FORCED : "Nothing of what it left is" + none;
        }
        boolean untouched = deployment.restore().filter(restore -> restore.way() != Restore.Way.UNTOUCHED).isEmpty();
        return untouched ? "Nothing of it had reached production, so it is not held. To try it again:"
                : held() ? which() + " is held here: no push brings it back, push a new one. To try it again all the same" + FORCED : "Nothing of it is" + none;
    }

    /** Only the target's own repository brings an image back by a push. */
    private boolean held() {
        return surroundings.target().map(target -> names().swaps().stream()
                .anyMatch(swap -> Names.repository(swap.to()).equals(target.repository()))).orElse(true);
    }

    private String which() {
        return names().swaps().size() < 2 ? "This image" : surroundings.target().map(target -> "Its image of " + target.repository()).orElse("Its own image");
    }

    /** What is held comes again by a reason alone. */
    private boolean isHeld() {
        return Headline.byHand(deployment) ? names().changesOwn()
                : held() && deployment.restore().filter(restore -> restore.way() != Restore.Way.UNTOUCHED).isPresent();
    }

    private List<Step> ruled() {
        return switch (deployment.action()) {
            case HOLD -> List.of(commands().release("No push of it is deployed until somebody releases it, with your name and reason in the place of WHO and WHY:",
                    Reference.parse(deployment.asked()).digest().map(Digest::value).orElse("")));
            case RELEASE -> REFERENCE.matcher(released()).matches()
                    ? List.of(commands().deploy("The next push of it is deployed again. To deploy it now:", released())) : List.of();
            case FREEZE -> List.of(commands().unfreeze("To end it before its time, with your name in the place of WHO:"));
            default -> List.of();
        };
    }

    /** A tag may name another image by now: what was held is said by its digest. */
    private String released() {
        return deployment.cause().map(cause -> cause.facts().get("released")).map(digests -> digests.split(" ")[0]).orElse(deployment.asked());
    }

    private List<Step> unchanged() {
        if (deployment.action().ruling()) {
            return ruled();
        }
        String cause = deployment.cause().map(Cause::code).orElse("");
        if (cause.equals("ObservedOnly")) {
            return List.of(new Step("To let Slipway do it, remove \"mode\": \"observe\" from the target's document.", ""));
        }
        boolean observed = surroundings.target().filter(target -> target.mode() == Mode.OBSERVE).isPresent();
        boolean held = cause.equals("Held");
        boolean wanted = deployment.action() == Action.DEPLOY && (held || !deployment.origin().byHand());
        return observed || !wanted || NOTHING_TO_BRING.contains(cause) ? List.of()
                : again(TO_MEND.contains(cause) ? "Once that is mended, to deploy it:" : "To deploy it all the same" + (held ? FORCED : ":"), held);
    }

    private List<Step> again(String why, boolean held) {
        Optional<String> several = several().map(ImageDefinitions::json);
        if (several.filter(json -> json.length() > LONGEST).isPresent()) {
            return List.of(new Step(why + " name the images of all of its containers in imageDefinitions.", ""));
        }
        return several.map(json -> commands().start(why, "\"imageDefinitions\":" + json + (held ? ",\"reason\":\"WHY\"" : "")))
                .or(() -> one().map(digest -> held ? commands().force(why, digest) : commands().deploy(why, digest))).map(List::of).orElse(List.of());
    }

    private Optional<String> one() {
        return Headline.byHand(deployment) ? names().main().flatMap(swap -> Digest.in(swap.from())).map(Object::toString)
                : deployment.image().map(image -> image.digest().value());
    }

    /** By digest, container by container, where one image of the target's own repository does not say it all. */
    private Optional<ImageDefinitions> several() {
        boolean back = Headline.byHand(deployment);
        List<Swap> swaps = names().swaps();
        long images = swaps.stream().map(swap -> wanted(swap, back)).distinct().count();
        boolean said = images <= 1 && (swaps.isEmpty() || names().changesOwn() || ImageDefinitions.in(deployment.asked()).isEmpty() && !back);
        boolean sayable = surroundings.target().filter(target -> target.workload() instanceof Workload.EcsService).isPresent()
                && swaps.size() <= ImageDefinitions.MOST && swaps.stream().allMatch(swap -> ofEcr(wanted(swap, back)));
        return said || !sayable ? Optional.empty() : Optional.of(new ImageDefinitions(swaps.stream()
                .map(swap -> new ImageDefinition(swap.container(), wanted(swap, back))).toList()));
    }

    private static String wanted(Swap swap, boolean back) {
        return EcrHost.untagged(back ? swap.from() : swap.to());
    }

    private static boolean ofEcr(String uri) {
        return Digest.in(uri).isPresent() && Repository.parse(uri.substring(0, uri.indexOf('@'))).isPresent();
    }

    private Commands commands() {
        return Commands.of(surroundings.region(), deployment.execution(), deployment.target());
    }

    private Names names() {
        return new Names(deployment, surroundings);
    }

    /** Look first; going back comes second, and without Slipway, which has just failed at it. */
    private List<Step> look() {
        List<Step> steps = new ArrayList<>();
        if (deployment.kept()) {
            return List.of(takeBack(), new Step("To go forward: push an image that mends it."
                    + (deployment.action() == Action.DEPLOY && isHeld() ? " This one is held here, so no push of it is deployed by itself." : ""), ""));
        }
        if (deployment.backInVain()) {
            String to = deployment.asked().isEmpty() ? "" : ",\"to\":\"" + deployment.asked() + "\"";
            return List.of(to.isEmpty() ? commands().rollback("To try it again:") : commands().start("To try it again:", "\"action\":\"rollback\"" + to),
                    new Step("To go to another release, name its deployment by --to: ./slipway history " + deployment.target() + " lists them.", ""));
        }
        surroundings.target().ifPresent(target -> steps.addAll(switch (target.workload()) {
            case Workload.EcsService ecs -> look(ecs);
            case Workload.LambdaFunction lambda -> FunctionSteps.of(deployment, lambda, surroundings.region(), why("logs"));
        }));
        boolean held = deployment.action() == Action.DEPLOY && isHeld();
        steps.add(new Step("Once the " + names().thing() + " is healthy, the next push or start by hand deploys again" + (held ? ", but for what is held." : "."), ""));
        if (held) {
            steps.addAll(again(which() + " is held here: no push brings it back. To try it again all the same" + FORCED, true));
        }
        return steps;
    }

    private List<Step> look(Workload.EcsService ecs) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("First look at what runs:", "aws ecs describe-services" + place(ecs, "--services")
                + " --query 'services[0].[desiredCount,runningCount,deployments,events[:5]]'"));
        back(ecs).ifPresent(steps::add);
        return steps;
    }

    /** Slipway has not failed at going back: it has not tried. */
    private Step takeBack() {
        return commands().rollback("To take it back to the release seen healthy before:");
    }

    /** @param told where AWS says why something is not healthy */
    private String why(String told) {
        return new Names(deployment, surroundings).changedByOthers()
                ? "Ask who changed it before you change it too. The release seen healthy before is brought back, without Slipway, by:"
                : "If it is not healthy and its " + told + " do not say why, bring back the release seen healthy before, without Slipway:";
    }

    private Optional<Step> back(Workload.EcsService ecs) {
        boolean pinned = deployment.plan().filter(plan -> plan.baseline().pinned()).isPresent();
        String warning = pinned ? "" : " It names a tag instead of a digest, so see first what the tag names now.";
        // Of the task definition that it was told to run already ECS begins no deployment else (ECS guide: "Updating an Amazon ECS service").
        boolean told = deployment.restore().filter(restore -> restore.way() != Restore.Way.UNTOUCHED && restore.way() != Restore.Way.LEFT).isPresent();
        return deployment.plan().flatMap(plan -> deployment.restore().map(Restore::release).orElse(plan.baseline().release()).revision())
                .map(revision -> new Step(why("events") + warning, "aws ecs update-service" + place(ecs, "--service")
                        + " --task-definition " + Names.revision(revision) + (told ? " --force-new-deployment" : "")));
    }

    private String place(Workload.EcsService ecs, String option) {
        return " --region " + surroundings.region() + " --cluster " + ecs.cluster() + " " + option + " " + ecs.service();
    }
}
