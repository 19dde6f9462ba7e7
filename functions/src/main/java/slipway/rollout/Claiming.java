package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.rollout.Newest.Arrival;

/** Decides who may change a target, over the one item that the ledger keeps of it. */
public final class Claiming {
    /** The fact of a cause that names what took a request's place. */
    public static final String BY = "by";
    /** The cause of what something newer took the place of. */
    static final String SUPERSEDED = "Superseded";
    private static final String OLDER = "OlderThanChoice";

    private final Tags tags;
    private final TargetState state;
    private final Optional<Freeze> freeze;
    private final Request request;
    private final Optional<Deployment> last;
    private final String execution;
    private final DeploymentId id;
    private final Instant now;

    private Claiming(
            Tags tags, Situation situation, Request request, Optional<Deployment> last, String execution, DeploymentId id, Instant now) {
        this.tags = tags;
        this.state = situation.state();
        // A freeze is for what comes by itself: what a person asks for goes through.
        this.freeze = request.origin().byHand() ? Optional.empty() : situation.frozen(now);
        this.request = request;
        this.last = last;
        this.execution = execution;
        this.id = id;
        this.now = now;
    }

    /**
     * Decides; the same execution gets the same answer again (a retry after a lost reply).
     *
     * @param tags what the target follows, which says what newest means
     * @param situation what is claimed, waits and is frozen
     * @param last the last deployment of the request's digest on this target
     * @param execution the ARN of the execution that asks
     */
    public static Outcome decide(
            Tags tags, Situation situation, Request request, Optional<Deployment> last, String execution, DeploymentId id, Instant now) {
        return new Claiming(tags, situation, request, last, execution, id, now).decide();
    }

    /** Says whether a person's request still waits, or is begun by this execution: it may be started more than once, and is one wish. */
    public static boolean waits(TargetState state, DeploymentId waited, DeploymentId own, String execution) {
        return state.claim().filter(claim -> claim.execution().equals(execution)).isPresent()
                || state.waiting().map(Waiting::deployment).filter(one -> one.equals(waited) || one.equals(own)).isPresent();
    }

    private Outcome decide() {
        Optional<Claim> own = state.claim().filter(claim -> claim.execution().equals(execution));
        if (own.isPresent()) {
            return new Outcome.Taken(state, own.get().number(), owed());
        }
        Optional<DeploymentId> turned = state.heard().filter(one -> one.by().equals(execution)).map(Heard::deployment);
        return turned.isPresent() ? new Outcome.Turned(state, turned.get()) : switch (request.action()) {
            case STOP -> state.claim().map(this::turn).orElseGet(() -> new Outcome.Refused(Cause.of("NothingToStop",
                    "No rollout of " + request.target() + " is running, so there is nothing to stop.")));
            case ROLLBACK -> state.claim().map(request.asked().isEmpty() ? this::turn : this::busy).orElseGet(this::take);
            case DEPLOY -> belongs().or(this::older).orElseGet(() -> state.claim().map(this::wait)
                    .or(() -> freeze.map(this::frozen)).orElseGet(this::take));
            case HOLD, RELEASE, FREEZE, UNFREEZE -> throw new IllegalArgumentException("nothing is claimed to " + request.action());
        };
    }

    private Outcome turn(Claim holder) {
        Claim turned = holder.stopRequested(new StopRequest(request.action(), execution, now));
        return new Outcome.Turned(state.with(Optional.of(turned), state.waiting()), holder.deployment());
    }

    /** Turning the holder around would bring its baseline, not the release that was named. */
    private Outcome busy(Claim holder) {
        return new Outcome.Refused(Cause.of("Busy", "%s is being deployed to %s: wait for its end, or roll back without \"to\" to turn it around, and go to %s then."
                .formatted(holder.deployment(), request.target(), request.asked())).with("deployment", holder.deployment().value()).with("to", request.asked()));
    }

    /** A push is another delivery of a deployment's push if it is of the same digest and not later than what that has answered. */
    private Optional<Outcome> belongs() {
        if (request.origin().byHand()) {
            return Optional.empty();
        }
        Optional<DeploymentId> ended = last.filter(one -> answered(one).filter(until -> !request.origin().at().isAfter(until)).isPresent())
                .filter(one -> state.claim().filter(claim -> claim.deployment().equals(one.id())).isEmpty())
                .filter(one -> !PushedAgain.overrun(tags, state, request, one) && !waitsAgain(one)).map(Deployment::id);
        Optional<DeploymentId> running = state.claim().filter(holder -> holder.brings(request, last)).map(Claim::deployment)
                .filter(_ -> state.waiting().filter(waiting -> !sameQuestion(waiting)).filter(this::undoes).isEmpty());
        Optional<DeploymentId> waits = free() ? Optional.empty() : state.waiting()
                .filter(waiting -> !waiting.deployment().equals(id) && sameQuestion(waiting) && !newerThan(waiting)).map(Waiting::deployment);
        return ended.or(() -> running).or(() -> waits).map(deployment -> new Outcome.Belongs(PushedAgain.remembered(tags, gone(), request, last), deployment));
    }

    /** What had taken its place came to nothing, and it waits as before, though its ending was told. */
    private boolean waitsAgain(Deployment one) {
        return one.claim() == 0 && state.waiting().filter(waiting -> waiting.deployment().equals(one.id())).isPresent();
    }

    /** What waits would be brought over what runs by then, though this request for the same is newer: it has to be displaced. */
    private boolean undoes(Waiting waiting) {
        Optional<Arrival> holder = state.claim().flatMap(claim -> claim.bringsAsOf(last));
        return notNewer(waiting) && holder.filter(brings -> Newest.newer(tags, brings, Arrival.of(waiting.request()))).isEmpty();
    }

    /**
     * A deployment that brought its digest answers every push until its end; one that did not, only its own: the next may be newer than what stopped it. The sweep does not
     * know when a tag was put on an older image: an event may tell that it was later than the choice which stood against it (seed 220002595).
     */
    private static Optional<Instant> answered(Deployment deployment) {
        return deployment.ending().flatMap(ending -> switch (ending) {
            case SUCCEEDED, ROLLED_BACK, NEEDS_HUMAN -> deployment.endedAt();
            case NOT_CHANGED, SUPERSEDED -> Optional.of(deployment.origin().by() == Origin.By.SWEEP && !deployment.cause().map(Cause::code).equals(Optional.of(OLDER))
                    ? found(deployment) : deployment.origin().at());
        });
    }

    /** The sweep saw what it found before it began, and an event of it that comes now tells nothing else. */
    static Instant found(Deployment deployment) {
        Instant pushed = deployment.origin().at();
        return deployment.startedAt().isAfter(pushed) ? deployment.startedAt() : pushed;
    }

    /** If this is what waited, it waits no more: else the sweep would start it for ever. */
    private TargetState gone() {
        return free() && state.waiting().filter(waiting -> sameQuestion(waiting) && notNewer(waiting)).isPresent()
                ? state.with(state.claim(), Optional.empty())
                : state;
    }

    /** An older push never undoes a person's choice, nor takes the place of a newer one; a choice that is being brought may come to nothing, and it waits for that. */
    private Optional<Outcome> older() {
        Optional<Outcome> choice = state.chosen()
                .filter(pin -> !request.origin().byHand() && !request.origin().at().isAfter(pin.at()) && state.claim().filter(claim -> claim.deployment().equals(pin.deployment())).isEmpty())
                .map(pin -> new Outcome.Overtaken(gone(), Ending.NOT_CHANGED, Cause.of(OLDER,
                        "Pushed at %s, and at %s a person chose what runs (%s).".formatted(request.origin().at(), pin.at(), pin.deployment())),
                        pin.deployment()));
        return choice.or(() -> state.waiting()
                .filter(waiting -> !notNewer(waiting) && !sameQuestion(waiting))
                .filter(_ -> state.claim().isPresent() || !request.origin().byHand())
                .map(waiting -> new Outcome.Overtaken(behind(waiting),
                        Ending.SUPERSEDED, superseded(waiting.deployment(), waiting.request().tag(), waiting.request().origin().at()), waiting.deployment())));
    }

    /** Should what waits come to nothing, the newest that it stands before waits instead (seed 97001935): of those that it took the place of, and those that came after it. */
    private TargetState behind(Waiting waiting) {
        boolean newest = state.owed().stream().filter(one -> one.by().equals(waiting.deployment())).noneMatch(one -> !newerThan(one.waiting()));
        Owed own = new Owed(waiting.deployment(), waiting.request().tag(), waiting.request().origin().at(), new Waiting(request, id, now), true);
        return newest ? state.owing(Stream.concat(Stream.of(own), state.owed().stream().filter(one -> !(one.itself() && one.by().equals(waiting.deployment())))).toList()) : state;
    }

    /** Returns why a request that something newer has overtaken is not brought. */
    public static Cause superseded(DeploymentId by, Optional<Tag> tag, Instant at) {
        return Cause.of(SUPERSEDED, "A newer request took its place: %s%s, of %s.".formatted(by, tag.map(" (%s)"::formatted).orElse(""), at))
                .with(BY, by.value());
    }

    /** What waits may be taken now. */
    private boolean free() {
        return state.claim().isEmpty() && freeze.isEmpty();
    }

    private Outcome wait(Claim holder) {
        return new Outcome.Waits(waits(), displaced(), holder);
    }

    private Outcome frozen(Freeze by) {
        return new Outcome.Frozen(waits(), displaced(), by);
    }

    private TargetState waits() {
        return mine() ? state : owing(carried().with(state.claim(), Optional.of(new Waiting(request, id, now))), displaced());
    }

    private Optional<Waiting> displaced() {
        return mine() ? owed() : state.waiting().filter(waiting -> notNewer(waiting) && !sameQuestion(waiting));
    }

    /** It is this very execution that waits: a retry after a lost reply. */
    private boolean mine() {
        return state.waiting().filter(waiting -> waiting.deployment().equals(id)).isPresent();
    }

    private Outcome take() {
        long number = state.lastClaim() + 1;
        // The same push may wait with a later time: its event tells whole seconds, the sweep the registry's time.
        Optional<Waiting> newer = state.waiting().filter(waiting -> !notNewer(waiting) && !sameQuestion(waiting));
        Optional<Waiting> overtaken = state.waiting().filter(waiting -> notNewer(waiting) && !sameQuestion(waiting));
        TargetState taken = owing(carried().with(Optional.of(new Claim(number, id, execution, now, Optional.empty()).of(request.image().map(Image::digest)).bringing(newest())), newer), overtaken);
        return new Outcome.Taken(
                request.origin().byHand() ? taken.pinned(new Pin(id, request.origin().at()).after(state.chosen())) : taken, number, overtaken.or(this::owed));
    }

    /** The same image may wait under a higher version than this one's: then that is what is brought. */
    private Arrival newest() {
        return state.waiting().filter(waiting -> sameQuestion(waiting) && !notNewer(waiting)).map(waiting -> Arrival.of(waiting.request()))
                .orElse(new Arrival(request.tag(), request.origin().at()));
    }

    /** Who waited and is started anew has another name: what it had overtaken is owed by that. */
    private TargetState carried() {
        return state.waiting().filter(this::sameQuestion).map(one -> state.owedBy(one.deployment(), id)).orElse(state);
    }

    private TargetState owing(TargetState next, Optional<Waiting> overtaken) {
        return overtaken.map(one -> next.owing(Stream.concat(next.owed().stream(),
                Stream.of(new Owed(id, request.tag(), request.origin().at(), one))).toList())).orElse(next);
    }

    /** Whom this very request has overtaken: a retry after a lost reply says it again. */
    private Optional<Waiting> owed() {
        return state.owed().stream().filter(one -> one.by().equals(id) && !one.itself()).map(Owed::waiting).findFirst();
    }

    /** Where both are as new, the one that arrives later counts as the newer. */
    private boolean notNewer(Waiting waiting) {
        return !Newest.newer(tags, Arrival.of(waiting.request()), Arrival.of(request));
    }

    private boolean newerThan(Waiting waiting) {
        return Newest.newer(tags, Arrival.of(request), Arrival.of(waiting.request()));
    }

    private boolean sameQuestion(Waiting waiting) {
        Request other = waiting.request();
        return other.action() == Action.DEPLOY && request.action() == Action.DEPLOY
                && (request.image().isPresent() ? other.image().equals(request.image())
                        : other.image().isEmpty() && other.asked().equals(request.asked()));
    }
}
