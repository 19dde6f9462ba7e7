package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.rollout.Claiming;
import slipway.rollout.Claiming.Outcome;
import slipway.rollout.Claims;
import slipway.rollout.Executions;
import slipway.rollout.Records;
import slipway.rollout.Request;
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
        enum Kind { Claimed, Waiting, Belongs, Turned, Refused, Superseded }
    }

    /**
     * Takes the claim, or leaves word.
     *
     * @throws slipway.rollout.BadInput if what was asked is wrong
     * @throws TryAgain if others write the same target all the time
     */
    @Override
    Claimed run(JsonNode input) {
        Execution execution = Execution.of(input);
        Asked.Question asked = new Asked(wiring().settings(), wiring().ledger().targets(), records()).read(input.path("input"), execution);
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<Claimed> claimed = attempt(asked, execution);
            if (claimed.isPresent()) {
                return claimed.get();
            }
        }
        throw new TryAgain("target is written by others all the time").with("target", asked.request().target()).with("tries", TRIES);
    }

    /** Decides over what is read; empty if somebody else wrote in between. */
    private Optional<Claimed> attempt(Asked.Question asked, Execution execution) {
        Instant now = wiring().clock().instant();
        TargetState read = claims().read(asked.request().target());
        Optional<slipway.rollout.Claim> dead = read.claim().filter(claim -> !claim.execution().equals(execution.id()))
                .filter(claim -> Owner.dead(claim, executions.get(), now));
        Optional<Deployment> left = dead.flatMap(claim -> Owner.bury(claim, records(), now));
        return decided(read, dead.map(claim -> read.closed(claim.number())).orElse(read), asked, execution, now)
                .map(claimed -> left.isEmpty() ? claimed : new Claimed(claimed.kind(), claimed.deployment(), left, claimed.why()));
    }

    private Optional<Claimed> decided(TargetState read, TargetState state, Asked.Question question, Execution execution, Instant now) {
        Request request = question.request();
        Optional<Deployment> last = request.image().flatMap(image -> records().lastOf(request.target(), image.digest()));
        DeploymentId id = id(state, request, execution);
        Deployment asked = asked(id, request, execution.id(), execution.startTime());
        return switch (Claiming.decide(question.target().tags(), state, request, last, execution.id(), id, now)) {
            case Outcome.Taken taken -> replaced(read, taken.state()).map(_ -> taken(asked, taken, now));
            case Outcome.Waits waits -> replaced(read, waits.state()).map(_ -> new Claimed(Claimed.Kind.Waiting, asked,
                    waits.overtaken().map(one -> overtaken(one, asked, now)),
                    Optional.of("it waits for the end of " + waits.holder().deployment())));
            case Outcome.Turned turned -> replaced(read, turned.state()).map(_ -> ended(Claimed.Kind.Turned, asked,
                    Cause.of("Turned", "%s goes back at its next look.".formatted(turned.deployment())).with("deployment", turned.deployment().value())));
            case Outcome.Belongs belongs -> replaced(read, belongs.state()).map(_ -> new Claimed(Claimed.Kind.Belongs, asked, Optional.empty(),
                    Optional.of("it is another delivery of what " + belongs.deployment() + " brings")));
            case Outcome.Refused refused -> replaced(read, state).map(_ -> ended(Claimed.Kind.Refused, asked, refused.cause()));
            case Outcome.Overtaken overtaken -> replaced(read, overtaken.state()).map(_ -> ended(overtaken.ending() == Ending.SUPERSEDED
                    ? Claimed.Kind.Superseded : Claimed.Kind.Refused, asked, overtaken.cause()));
        };
    }

    private Claimed taken(Deployment asked, Outcome.Taken taken, Instant now) {
        Deployment claimed = asked.withClaim(taken.number());
        records().write(claimed);
        return new Claimed(Claimed.Kind.Claimed, claimed, taken.overtaken().map(one -> overtaken(one, asked, now)), Optional.empty());
    }

    private static Claimed ended(Claimed.Kind kind, Deployment asked, Cause cause) {
        return new Claimed(kind, asked.with(cause), Optional.empty(), Optional.of(cause.sentence()));
    }

    private Optional<TargetState> replaced(TargetState read, TargetState wanted) {
        return read.equals(wanted) || claims().replace(read, wanted) ? Optional.of(wanted) : Optional.empty();
    }

    /** Records that what waited never will be brought. */
    private Deployment overtaken(Waiting waiting, Deployment by, Instant now) {
        Request request = waiting.request();
        String execution = request.origin().byHand() ? "" : sibling(by.execution(), waiting.deployment());
        Deployment superseded = asked(waiting.deployment(), request, execution, waiting.since())
                .with(Claiming.superseded(by.id(), by.tag(), by.origin().at())).ended(Ending.SUPERSEDED, now);
        records().write(superseded);
        return superseded;
    }

    private static Deployment asked(DeploymentId id, Request request, String execution, Instant at) {
        return request.deployment(id, execution, at);
    }

    /** The execution's name, if it was started under one of ours; else the same for each retry of the execution. */
    private static DeploymentId id(TargetState state, Request request, Execution execution) {
        Optional<DeploymentId> own = state.claim().filter(claim -> claim.execution().equals(execution.id())).map(slipway.rollout.Claim::deployment);
        return own.orElseGet(() -> execution.name().matches("[A-Za-z0-9_-]{1,80}") && execution.name().startsWith(request.target() + "-")
                ? new DeploymentId(execution.name())
                : DeploymentId.of(request.target(), execution.id(), 0));
    }

    /** What Slipway starts is named after its deployment. */
    private static String sibling(String execution, DeploymentId id) {
        return execution.substring(0, execution.lastIndexOf(':') + 1) + id;
    }

    private Claims claims() {
        return wiring().ledger().claims();
    }

    private Records records() {
        return wiring().ledger().records();
    }
}
