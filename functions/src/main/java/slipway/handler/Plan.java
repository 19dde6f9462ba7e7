package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.codec.Json;
import slipway.release.Action;
import slipway.release.Alarmed;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Imprint;
import slipway.release.Mode;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.rollout.BadInput;
import slipway.rollout.Closing;
import slipway.rollout.Earlier;
import slipway.rollout.Freeze;
import slipway.rollout.Handed;
import slipway.rollout.Planning;
import slipway.rollout.Seen;
import slipway.rollout.Survey;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;

/**
 * Decides what to do about what was asked, and proves the way back, before anything is touched. Only reads. Asked about what would
 * come after a running deployment, it says whether that can be brought, and writes nothing down.
 */
public final class Plan extends Task {
    /** So long a rollout of somebody else's may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What the state machine branches on: {@code Proceed}, {@code NotChanged} or {@code Superseded}. */
    record Answer(String kind, Deployment deployment) {}

    public Plan() {
        this(Wiring.fromEnvironment());
    }

    public Plan(Wiring wiring) {
        super(wiring);
    }

    @Override
    Object run(JsonNode input) {
        Deployment deployment = Json.read(input.get("deployment"), Deployment.class);
        Target target = wiring().target(deployment.target());
        Optional<Deployment> running = input.hasNonNull("after") ? Optional.of(Json.read(input.get("after"), Deployment.class)) : Optional.empty();
        Optional<Cause> frozen = running.flatMap(_ -> frozen(deployment));
        if (frozen.isPresent()) {
            return new Answer("NotChanged", deployment.with(frozen.get()));
        }
        TargetState read = wiring().ledger().claims().read(target.name());
        TargetState state = running.map(over -> Closing.handed(read, over)).orElse(read);
        Wanted wanted = new Wanted(wiring(), target, state);
        Answer answer = switch (deployment.action() == Action.DEPLOY ? wanted.image(deployment) : new Wanted.Bring(deployment, Imprint.NONE)) {
            case Wanted.Not(var kind, var cause) -> new Answer(kind, deployment.with(cause));
            case Wanted.Bring bring -> plan(bring, Map.of(), target, survey(target, state), state);
            case Wanted.BringEach(var bring, var images) -> plan(bring, images, target, survey(target, state), state);
        };
        if (answer.kind().equals("Proceed") && running.isEmpty()) {
            wiring().ledger().records().write(answer.deployment());
        }
        return answer;
    }

    /** Nobody hands over to a push that would not begin: a freeze lets what runs end. */
    private Optional<Cause> frozen(Deployment next) {
        return next.origin().byHand() ? Optional.empty()
                : Freeze.of(next.target(), wiring().ledger().freezes().situation(next.target()).freezes(), wiring().clock().instant()).map(Freeze::cause);
    }

    private Survey survey(Target target, TargetState state) {
        return new Platforms(wiring()).of(target).survey(state);
    }

    private Answer plan(Wanted.Bring asked, Map<String, Image> images, Target target, Survey survey, TargetState state) {
        Deployment deployment = asked.deployment();
        boolean back = deployment.action() == Action.ROLLBACK;
        Release to = back ? survey.startable(before(deployment, survey, state, target))
                : images.isEmpty() ? survey.with(deployment.image().orElseThrow()) : survey.with(images);
        Wanted.Bring bring = back ? backwards(deployment, survey.own(to)) : asked;
        Deployment known = bring.deployment();
        boolean same = to.sameImages(survey.running());
        Optional<Handed> over = back ? Optional.empty() : Handed.to(known, survey.running(), state);
        if (same && over.isEmpty()) {
            return new Answer("NotChanged", known.with(Cause.of("SameImage", back
                    ? "It runs the release of " + deployment.asked() + " already."
                    : (images.size() > 1 ? "It runs these images already." : "It runs this image already.") + survey.givenUp().map(why -> " " + why).orElse(""))));
        }
        if (!same) {
            requireRoom(known, target, survey, state);
        }
        Optional<Cause> held = new Held(wiring().ledger().holds(), wiring().repository(target)).in(known, survey.running(), to);
        if (held.isPresent()) {
            return new Answer("NotChanged", known.with(held.get()));
        }
        Wanted wanted = new Wanted(wiring(), target, state);
        Optional<Cause> older = wanted.lowerThanRuns(known, survey.running()).or(() -> wanted.beforeWhatWasLeft(known, survey.running()));
        if (older.isPresent()) {
            return new Answer("NotChanged", known.with(older.get()));
        }
        Optional<Baseline> baseline = Planning.baseline(survey.running(), survey.pinned(), survey.healthy(), state)
                .map(found -> usable(found, survey));
        if (baseline.isEmpty()) {
            return new Answer("NotChanged", known.with(Cause.of("NoBaseline", "The target is not healthy now (" + survey.condition()
                    + ") and no release of it was ever seen healthy, so there is nothing to go back to: bring it to a steady state by hand first.")));
        }
        Repository repository = wiring().repository(target);
        Optional<Cause> gone = missing(baseline.get().release(), repository)
                .or(() -> back ? missing(to, repository) : Optional.empty());
        OwnSay say = new OwnSay(wiring(), target);
        Optional<Instant> since = over.flatMap(one -> one.reached(to, survey.running(), survey.since()));
        List<Alarmed> alarms = gone.isPresent() || back ? List.of() : Handed.before(since, say.before());
        return gone.isPresent() ? new Answer("NotChanged", known.with(gone.get()))
                : decided(known, target, new slipway.release.Plan(survey.running(), survey.rollout(), survey.desired(), to, baseline.get(),
                        wiring().clock().instant().plus(target.limits().deadline()), alarms, Handed.before(since, say.ignored(survey.alarms())), List.of(),
                        back ? Optional.empty() : target.workload().traffic(), Optional.of(bring.imprint()).filter(imprint -> !imprint.equals(Imprint.NONE)), survey.groups(), survey.log(), since, survey.unserved()));
    }

    /** Nobody's rollout is run over by a push while it may still come to its end, and none begins without room for its rollback. */
    private void requireRoom(Deployment deployment, Target target, Survey survey, TargetState state) {
        Instant patient = wiring().clock().instant().minus(target.limits().deadline().compareTo(PATIENCE) < 0 ? target.limits().deadline() : PATIENCE);
        Optional<String> theirs = deployment.origin().byHand() ? Optional.empty() : survey.underWay(state, patient);
        theirs.ifPresent(what -> {
            throw new TryAgain("somebody else's deployment is under way, and is waited for").with("deployment", what);
        });
        survey.crowded().ifPresent(why -> {
            throw new TryAgain("there is no room for a rollback yet").with("deployments", why);
        });
    }

    private Answer decided(Deployment deployment, Target target, slipway.release.Plan plan) {
        Deployment planned = deployment.with(plan);
        if (target.mode() == Mode.OBSERVE) {
            return new Answer("NotChanged", planned.with(Cause.of("ObservedOnly", "The target's mode is observe. In mode deploy it "
                    + "would have been updated from " + brief(plan.running()) + " to " + brief(plan.to()) + ".")));
        }
        return new Answer("Proceed", planned);
    }

    /** Returns where a rollback goes: to the release of the deployment that was named, else to the one seen healthy before. */
    private Release before(Deployment deployment, Survey survey, TargetState state, Target target) {
        if (!deployment.asked().isEmpty()) {
            DeploymentId to = new DeploymentId(deployment.asked());
            Optional<Deployment> found = wiring().ledger().records().find(to);
            found.ifPresent(earlier -> Earlier.requireHere(earlier, state));
            return Earlier.release(deployment.target(), to, found);
        }
        state.handed().filter(left -> left.isTakenBack(survey.running())).ifPresent(_ -> {
            // ECS may have gone back by itself when a person was called already: one release more would be one too many.
            throw new BadInput("what was left has been taken back already, to the release seen healthy before it: to go further back, name an earlier deployment: --to on the command line, to in an input")
                    .with("running", brief(survey.running()));
        });
        return Planning.before(survey.running(), state, wiring().repository(target)).map(Seen::release)
                .orElseThrow(() -> new BadInput("no release was seen healthy before the running one, so there is nothing to roll back to: start a deployment of the image you want").with("running", brief(survey.running())));
    }

    private Wanted.Bring backwards(Deployment deployment, Image image) {
        Optional<Deployment> last = wiring().ledger().records().lastOf(deployment.target(), image.digest());
        return new Wanted.Bring(deployment.withImage(image, last.flatMap(Deployment::tag)),
                last.flatMap(Deployment::plan).flatMap(slipway.release.Plan::imprint).orElse(Imprint.NONE));
    }

    /** A service can't be updated to a revision that was deregistered, nor safely to one that names a tag: Update then registers a copy of it (scenarios 7, 31). */
    private static Baseline usable(Baseline baseline, Survey survey) {
        return baseline.healthy() || survey.startable(baseline.release()).revision().isPresent()
                ? baseline : new Baseline(baseline.release(), false, false, baseline.copyOf());
    }

    /** Proves that each image of a release can be pulled again (scenario 10). */
    private Optional<Cause> missing(Release release, Repository own) {
        Map<Repository, Set<Digest>> needed = new HashMap<>();
        release.images().values().forEach(image -> Planning.repository(image).ifPresent(repository ->
                Reference.parse(image).digest().ifPresent(digest -> needed.computeIfAbsent(repository, none -> new HashSet<>()).add(digest))));
        for (var images : needed.entrySet()) {
            Set<Digest> there = pullable(images.getKey(), images.getValue(), own);
            for (Digest digest : images.getValue()) {
                if (!there.contains(digest)) {
                    return Optional.of(Cause.of("BaselineGone", "The image to go back to, " + digest.brief() + " of " + images.getKey().name()
                            + ", is not in the registry any more or is archived, so a rollback would fail: push or restore it first.")
                            .with("digest", digest.value()));
                }
            }
        }
        return Optional.empty();
    }

    /** A sidecar's registry may let us pull and not ask; this deployment leaves its image as it is, so it is taken at its word. */
    private Set<Digest> pullable(Repository repository, Set<Digest> digests, Repository own) {
        try {
            return wiring().aws().registry().pullable(repository, digests);
        } catch (BadInput e) {
            if (repository.equals(own)) {
                throw e;
            }
            return digests;
        }
    }

    private static String brief(Release release) {
        return String.join(", ", release.serving().entrySet().stream()
                .map(image -> image.getKey() + " " + image.getValue().replaceFirst(".*@sha256:(.{12}).*", "$1")).toList());
    }
}
