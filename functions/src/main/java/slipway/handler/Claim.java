package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.rollout.Claiming;
import slipway.rollout.Claims;
import slipway.rollout.Closing;
import slipway.rollout.Executions;
import slipway.rollout.Interrupted;
import slipway.rollout.Newest.Arrival;
import slipway.rollout.Outcome;
import slipway.rollout.Owed;
import slipway.rollout.Records;
import slipway.rollout.Recovering;
import slipway.rollout.Request;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;
import slipway.rollout.Waiting;

/** Takes the right to change a target, or says who has it. */
public final class Claim extends Task {
    private static final int TRIES = 8;

    private final Supplier<Executions> executions;

    public Claim() {
        this(Wiring.fromEnvironment());
    }

    public Claim(Wiring wiring) {
        this(wiring, wiring.aws()::executions);
    }

    Claim(Wiring wiring, Supplier<Executions> executions) {
        super(wiring);
        this.executions = executions;
    }

    /**
     * What became of it.
     *
     * @param overtaken the deployment that waited until this one came, or that a dead owner left; it is recorded already, and
     *     people are to be told
     * @param why one sentence where it holds no claim
     */
    record Claimed(Kind kind, Deployment deployment, Optional<Deployment> overtaken, Optional<String> why) {
        enum Kind { Claimed, Waiting, Frozen, Ruled, Belongs, Turned, Refused, Superseded }
    }

    /**
     * Takes the claim, or leaves word.
     *
     * @throws slipway.rollout.BadInput if what was asked is wrong
     * @throws TryAgain if others write the same target all the time
     */
    @Override
    Object run(JsonNode input) {
        Execution execution = Execution.of(input);
        Asked reader = new Asked(wiring().settings(), wiring().ledger().targets(), records());
        if (Ruling.in(input.path("input"))) {
            Deployment ruled = new Ruling(wiring().ledger(), reader).read(input.path("input"), execution);
            return new Claimed(Claimed.Kind.Ruled, ruled, Optional.empty(), ruled.cause().map(Cause::sentence));
        }
        if (Recovery.asked(input.path("input"))) {
            return new Recovery(wiring(), executions).run(input.path("input"), execution);
        }
        Optional<Recovery.Answer> before = new Recovery(wiring(), executions).before(input.path("input"), execution);
        if (before.isPresent()) {
            return before.get();
        }
        Asked.Question asked = reader.read(input.path("input"), execution);
        List<Deployment> late = new ArrayList<>();
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<Claimed> claimed = attempt(asked, execution, late);
            if (claimed.isPresent()) {
                return claimed.get();
            }
        }
        throw new TryAgain("target is written by others all the time").with("target", asked.request().target()).with("tries", TRIES);
    }

    /**
     * Decides over what is read; empty if somebody else wrote in between.
     *
     * @param late whose ending was made good for others at this try or an earlier one, of which nobody was told
     */
    private Optional<Claimed> attempt(Asked.Question asked, Execution execution, List<Deployment> late) {
        Instant now = wiring().clock().instant();
        Situation found = wiring().ledger().freezes().situation(asked.request().target());
        TargetState read = found.state();
        if (asked.waited().filter(one -> !Claiming.waits(read, one, id(read, asked.request(), execution), execution.id())).isPresent()) {
            return Optional.of(new Claimed(Claimed.Kind.Belongs, asked(id(read, asked.request(), execution), asked.request(), execution.id(), execution.startTime()), Optional.empty(),
                    Optional.of("it waits no more: it was started already, or something newer took its place")));
        }
        Owing owing = new Owing(records(), execution.id(), now);
        owing.others(read, id(read, asked.request(), execution)).ifPresent(late::add);
        Situation situation = new Situation(owing.own(read, id(read, asked.request(), execution)), found.freezes());
        return attempt(asked, execution, read, situation, now).map(claimed -> claimed.overtaken().isPresent() || late.isEmpty() ? claimed
                : new Claimed(claimed.kind(), claimed.deployment(), late.stream().findFirst(), claimed.why()));
    }

    private Optional<Claimed> attempt(Asked.Question asked, Execution execution, TargetState read, Situation situation, Instant now) {
        Outcome outcome = decide(situation, asked, execution, now);
        // A push that a freeze would hold back takes over from nobody: recovery brings to an end what the dead has begun, or had taken over itself.
        boolean brought = asked.request().origin().byHand() || situation.freeze(now).isEmpty();
        if (outcome instanceof Outcome.Waits waits && waits.overtaken().isEmpty() && brought) {
            Optional<Deployment> left = left(waits.holder(), asked, execution, now);
            if (left.isPresent()) {
                return taken(left.get(), read, situation, asked, execution, now);
            }
        }
        return came(outcome, read, asked, execution, now);
    }

    /** Takes the target from the dead; its record first, while the claim is still its own. */
    private Optional<Claimed> taken(
            Deployment left, TargetState read, Situation situation, Asked.Question asked, Execution execution, Instant now) {
        Outcome freed = decide(new Situation(Closing.after(left, situation.state(), Optional.empty()), situation.freezes()), asked, execution, now);
        try {
            records().write(left);
        } catch (Interrupted somebodyElse) {
            return Optional.empty();
        }
        return came(freed, read, asked, execution, now).map(claimed -> new Claimed(claimed.kind(), claimed.deployment(), Optional.of(left), claimed.why()));
    }

    /**
     * Returns the holder's deployment, ended, if its execution died and this request is brought instead; else, and where a person asked to turn it around, recovery has it. Where Step
     * Functions does not say whether it died, the request waits: written down it is not lost, and whoever ends the holder starts it.
     */
    private Optional<Deployment> left(slipway.rollout.Claim holder, Asked.Question asked, Execution execution, Instant now) {
        Optional<Deployment> left = records().find(holder.deployment())
                .filter(one -> holder.stopRequested().isEmpty() && Recovering.takesOver(one, holder, asked.target().tags(), asked.request()));
        try {
            return left.flatMap(one -> Owner.dead(holder, executions.get(), now).map(end ->
                    Owner.overtaken(one, holder, end, execution.id(), Recovering.superseded(execution.name(), asked.request()), now)));
        } catch (TryAgain unsaid) {
            return Optional.empty();
        }
    }

    private Outcome decide(Situation situation, Asked.Question question, Execution execution, Instant now) {
        Request request = question.request();
        Optional<Deployment> last = request.image()
                .flatMap(image -> LastOf.image(records(), request.target(), question.target().tags(), image.digest(), Arrival.of(request)));
        Outcome outcome = Claiming.decide(question.target().tags(), situation, request, last, execution.id(), id(situation.state(), request, execution), now);
        return outcome instanceof Outcome.Turned turned && situation.state().claim().filter(claim -> claim.deployment().equals(turned.deployment()) && claim.stopRequested().isEmpty()).isPresent()
                ? situation.state().claim().flatMap(holder -> records().find(holder.deployment())).flatMap(request::meets).<Outcome>map(Outcome.Refused::new).orElse(outcome) : outcome;
    }

    private Optional<Claimed> came(Outcome outcome, TargetState read, Asked.Question question, Execution execution, Instant now) {
        Request request = question.request();
        Deployment asked = asked(id(read, request, execution), request, execution.id(), execution.startTime());
        return switch (outcome) {
            case Outcome.Taken taken -> replaced(read, taken.state().at(question.target().workload(), asked.startedAt())).map(_ -> taken(asked, taken, now));
            case Outcome.Waits waits -> replaced(read, waits.state()).map(_ -> new Claimed(Claimed.Kind.Waiting, asked,
                    waits.overtaken().flatMap(one -> overtaken(one, asked, now)),
                    Optional.of("it waits for the end of " + waits.holder().deployment())));
            case Outcome.Frozen frozen -> frozen(read, frozen, question, asked, execution, now);
            case Outcome.Turned turned -> replaced(read, turned.state()).map(_ -> ended(Claimed.Kind.Turned, asked,
                    Cause.of("Turned", "%s goes back at its next look.".formatted(turned.deployment())).with("deployment", turned.deployment().value())));
            case Outcome.Belongs belongs -> replaced(read, belongs.state()).map(_ -> new Claimed(Claimed.Kind.Belongs, asked, Optional.empty(),
                    Optional.of("it is another delivery of what " + belongs.deployment() + " brings")));
            case Outcome.Refused refused -> replaced(read, read).map(_ -> ended(Claimed.Kind.Refused, asked, refused.cause()));
            case Outcome.Overtaken overtaken -> replaced(read, overtaken.state()).map(_ -> ended(overtaken.ending() == Ending.SUPERSEDED
                    ? Claimed.Kind.Superseded : Claimed.Kind.Refused, asked, overtaken.cause()));
        };
    }

    private Claimed taken(Deployment asked, Outcome.Taken taken, Instant now) {
        Deployment claimed = labelled(asked, taken.state()).withClaim(taken.number());
        records().write(claimed);
        return new Claimed(Claimed.Kind.Claimed, claimed, taken.overtaken().flatMap(one -> overtaken(one, asked, now)), Optional.empty());
    }

    /** The same image may have waited under a higher version than this push's: that is what is brought (seed 99001125). */
    private static Deployment labelled(Deployment asked, TargetState taken) {
        Optional<Tag> higher = asked.origin().byHand() ? Optional.empty() : taken.claim().flatMap(slipway.rollout.Claim::newest).flatMap(Arrival::tag);
        return higher.flatMap(_ -> asked.image()).map(image -> asked.withImage(image, higher)).orElse(asked);
    }

    /** Who unfreezes looks for what waits once the freeze is gone: so this looks for the freeze again once it waits, and one of both sees it. */
    private Optional<Claimed> frozen(TargetState read, Outcome.Frozen frozen, Asked.Question question, Deployment asked, Execution execution, Instant now) {
        if (replaced(read, frozen.state()).isEmpty()) {
            return Optional.empty();
        }
        Optional<Deployment> overtaken = frozen.overtaken().flatMap(one -> overtaken(one, asked, now));
        if (wiring().ledger().freezes().situation(asked.target()).frozen(now).isEmpty()) {
            return attempt(question, execution, new ArrayList<>()).map(claimed -> overtaken.isEmpty() ? claimed
                    : new Claimed(claimed.kind(), claimed.deployment(), overtaken, claimed.why()));
        }
        return Optional.of(new Claimed(Claimed.Kind.Frozen, asked.with(frozen.freeze().cause()), overtaken, Optional.of(frozen.freeze().words())));
    }

    private static Claimed ended(Claimed.Kind kind, Deployment asked, Cause cause) {
        return new Claimed(kind, asked.with(cause), Optional.empty(), Optional.of(cause.sentence()));
    }

    private Optional<TargetState> replaced(TargetState read, TargetState wanted) {
        return read.equals(wanted) || claims().replace(read, wanted) ? Optional.of(wanted) : Optional.empty();
    }

    /** Records that what waited never will be brought; empty where people know that already, since it waited again after another had come to nothing. */
    private Optional<Deployment> overtaken(Waiting waiting, Deployment by, Instant now) {
        Deployment superseded = new Owing(records(), by.execution(), now).recorded(new Owed(by.id(), by.tag(), by.origin().at(), waiting));
        return Optional.of(superseded).filter(one -> one.cause().filter(cause -> by.id().value().equals(cause.facts().get(Claiming.BY))).isPresent());
    }

    /** Returns the deployment of a request, of which nothing is known but that. */
    static Deployment asked(DeploymentId id, Request request, String execution, Instant at) {
        return request.deployment(id, execution, at);
    }

    /** The execution's name, if it was started under one of ours; else the same for each retry of the execution. */
    private static DeploymentId id(TargetState state, Request request, Execution execution) {
        Optional<DeploymentId> own = state.claim().filter(claim -> claim.execution().equals(execution.id())).map(slipway.rollout.Claim::deployment);
        return own.orElseGet(() -> named(request.target(), execution));
    }

    /** Names the deployment of an execution: as the execution, if Slipway named that. */
    static DeploymentId named(TargetName target, Execution execution) {
        return execution.name().matches("[A-Za-z0-9_-]{1,80}") && execution.name().startsWith(target + "-")
                ? new DeploymentId(execution.name()) : DeploymentId.of(target, execution.id(), 0);
    }

    private Claims claims() {
        return wiring().ledger().claims();
    }

    private Records records() {
        return wiring().ledger().records();
    }
}
