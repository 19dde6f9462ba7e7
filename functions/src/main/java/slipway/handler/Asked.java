package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.DeploymentId;
import slipway.release.Origin;
import slipway.release.Reference;
import slipway.release.Said;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Earlier;
import slipway.rollout.Records;
import slipway.rollout.Request;
import slipway.rollout.TagPolicy;
import slipway.rollout.Targets;

/** Reads the deploy machine's input: a push that Match passes on, or what a person writes. */
final class Asked {
    private static final String IMAGE = "write a tag, a digest, or an ECR URI with one of them";
    private static final String WAITED = "waited";
    private static final String OWN = "leave waited out: Slipway itself writes it";
    private static final Map<String, Action> ACTIONS = Map.of("rollback", Action.ROLLBACK, "stop", Action.STOP);

    private final Settings settings;
    private final Targets targets;
    private final Records records;

    Asked(Settings settings, Targets targets, Records records) {
        this.settings = settings;
        this.targets = targets;
        this.records = records;
    }

    /**
     * What is asked, and of which target.
     *
     * @param waited the request of a person's that had waited, and is asked again; absent for what is asked the first time
     */
    record Question(Target target, Request request, Optional<DeploymentId> waited) {}

    /** @throws BadInput naming the field and the remedy */
    Question read(JsonNode asked, Execution execution) {
        Fields input = Fields.of(asked, "input").only("target", "image", Definitions.FIELD, "action", "to", "push", "again", "reason", "by", WAITED);
        Target target = target(input);
        long kinds = java.util.stream.Stream.of("image", Definitions.FIELD, "action", "push").filter(input::has).count();
        if (kinds != 1) {
            throw new BadInput("input should have exactly one of image, imageDefinitions, action and push: " + (kinds == 0 ? "add one" : "leave the others out"))
                    .with("target", target.name());
        }
        if (asked.has("to") && !input.text("action").equals(Optional.of("rollback"))) {
            throw new BadInput("input.to goes with action rollback alone: leave it out, or write that").with("target", target.name());
        }
        Optional<Said> said = Spoken.in(input);
        if (said.isPresent() && (input.has("push") || input.text("action").equals(Optional.of("stop")))) {
            throw new BadInput("input.reason goes with an image, imageDefinitions and rollback: leave it out").with("target", target.name());
        }
        Optional<Fields> waited = input.object(WAITED).map(fields -> fields.only("deployment", "at"));
        if (waited.isPresent() && !input.has("image") && !input.has(Definitions.FIELD) && !Push.byHand(asked)) {
            throw new BadInput("input.waited is for Slipway's own starts of what a person asked: leave it out").with("target", target.name());
        }
        Origin person = new Origin(Origin.By.HAND, waited.map(fields -> asked(fields, execution.startTime())).orElse(execution.startTime()), Optional.empty(), said);
        Request request = input.object("push").map(push -> push(target, Push.read(push)))
                .or(() -> input.text("action").map(word -> new Request(
                        target.name(), action(word), to(asked, input, target), Optional.empty(), Optional.empty(), person)))
                .orElseGet(() -> new Request(target.name(), Action.DEPLOY, images(target, input), Optional.empty(), Optional.empty(), person));
        return new Question(target, request, waited.map(fields -> fields.needRead("deployment", OWN, DeploymentId::new)));
    }

    /** No wish is of a time to come: pushes of until then would not undo it. */
    private static Instant asked(Fields waited, Instant now) {
        Instant at = waited.needRead("at", OWN, Instant::parse);
        return at.isAfter(now) ? now : at;
    }

    /** @throws BadInput if it is missing, or names no target */
    Target target(Fields input) {
        TargetName name = input.needRead("target", "name the target to deploy to", TargetName::new);
        if (name.equals(TargetName.ALL)) {
            throw input.wrong("target", "is * for freeze and unfreeze alone: name one target");
        }
        return targets.find(name).orElseThrow(() -> new BadInput("input.target names no target: correct it, or put its document into Parameter Store")
                .with("target", name).with("targets", Fields.some(targets.all().stream().map(Target::name).toList())));
    }

    private Request push(Target target, Push push) {
        follows(target, push.image().repository(), "input.push");
        if (!push.origin().byHand() && push.tag().filter(tag -> !TagPolicy.follows(target.tags(), tag)).isPresent()) {
            throw new BadInput("input.push is of a tag that the target does not follow, or no more: start it by hand if you want it")
                    .with("target", target.name()).with("tag", push.tag().get());
        }
        return new Request(target.name(), Action.DEPLOY, push.digest().value(), Optional.of(push.image()), push.tag(), push.origin());
    }

    private String images(Target target, Fields input) {
        return input.has(Definitions.FIELD) ? Definitions.read(input, target, settings).asked() : image(target, input);
    }

    /** Empty where a rollback goes to the release before; one that is there and empty is a slip, and not taken for that. */
    private String to(JsonNode asked, Fields input, Target target) {
        if (!asked.has("to")) {
            return "";
        }
        DeploymentId to = input.needRead("to", "write the id of a deployment, as this target's messages name it", DeploymentId::new);
        Earlier.release(target.name(), to, records.find(to));
        return to.value();
    }

    private String image(Target target, Fields input) {
        reference(target, input);
        return input.need("image", IMAGE);
    }

    /** @throws BadInput if {@code image} is missing, malformed, or of another repository than the target follows */
    Reference reference(Target target, Fields input) {
        Reference image = input.needRead("image", IMAGE, Reference::parse);
        image.repository().ifPresent(repository -> follows(target, repository, "input.image"));
        return image;
    }

    /** What a target runs comes from the repository that it follows, whoever asks. */
    private void follows(Target target, Repository repository, String field) {
        Repository followed = new Repository(target.registry().orElse(settings.account()), settings.region(), target.repository());
        if (!followed.equals(repository)) {
            throw new BadInput(field + " is of a repository that the target does not follow: name one of its own images")
                    .with("repository", repository.uri()).with("followed", followed.uri());
        }
    }

    private static Action action(String word) {
        return Optional.ofNullable(ACTIONS.get(word)).orElseThrow(() ->
                new BadInput("input.action is unknown: write rollback, stop, hold, release, freeze or unfreeze").with("action", Fields.brief(word)));
    }
}
