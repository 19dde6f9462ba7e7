package slipway.handler;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.codec.Json;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Workload;
import slipway.rollout.Claiming;
import slipway.rollout.Claims;
import slipway.rollout.Closing;
import slipway.rollout.Fault;
import slipway.rollout.Interrupted;
import slipway.rollout.JudgedImages;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;

/**
 * Ends a deployment: its record, the hold on a digest that failed, what is live, and last the claim. Each step may be
 * done twice; the claim is freed last, so that whoever comes next finds the rest done.
 */
public final class Close extends Task {
    private static final Logger LOG = LoggerFactory.getLogger(Close.class);
    /** Of a refused input: it is on its way all the same. */
    static final String UNDER_WAY = "underWay";
    private static final int TRIES = 8;

    /** What follows: the waiting request, to be started; or the refused input, of which there is no deployment. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(Deployment deployment, Routed.Start next, JsonNode refused) {}

    public Close() {
        this(Wiring.fromEnvironment());
    }

    public Close(Wiring wiring) {
        super(wiring);
    }

    @Override
    Object run(JsonNode input) {
        if (input.has("after")) {
            return new Thaw(wiring().ledger()).next(input.path("by").asText(), input.path("after").asText(), wiring().clock().instant());
        }
        String execution = input.get("execution").get("id").asText();
        if (!input.hasNonNull("deployment")) {
            return abandoned(input, execution);
        }
        Deployment deployment = Json.read(input.get("deployment"), Deployment.class);
        Deployment known = Failure.cause(input.get("failure")).map(deployment::with).orElse(deployment);
        if (known.action().ruling() && recorded(known).isEmpty()) {
            // First: whose push finds no freeze any more, or is found waiting below, is not forgotten.
            Ruling.act(wiring().ledger(), known);
        }
        TargetState state = wiring().ledger().claims().read(known.target());
        Ending ending = Ending.valueOf(input.get("ending").asText());
        Optional<Deployment> before = recorded(known);
        Deployment ended = before.orElseGet(() -> ended(explained(known, ending, state), ending, state));
        boolean mine = state.claim().filter(claim -> claim.number() == ended.claim()).isPresent();
        if (!mine && ended.claim() > 0) {
            return before.map(one -> then(new Answer(one, next(state, one.id()), null))).orElseGet(() -> lost(known, ending));
        }
        Optional<Target> target = wiring().ledger().targets().find(ended.target());
        try {
            record(ended, state, target);
        } catch (Interrupted takenOver) {
            return lost(known, ending);
        }
        return then(mine ? free(ended, target, after -> after) : new Answer(ended, next(state, ended.id()), null));
    }

    /** A higher version of the same image goes first, then what waits; else what the tag names that this one was pushed under, again where the first reply was lost. */
    private static Answer then(Answer freed) {
        Optional<Routed.Start> higher = HigherVersion.start(freed.deployment());
        return higher.isPresent() ? new Answer(freed.deployment(), higher.get(), null) : freed.next() != null ? freed : new Answer(freed.deployment(), Moved.start(freed.deployment()).orElse(null), null);
    }

    /** The target is another's by now: nothing of this ending is written over what that one writes, and only what is known is said. */
    private Answer lost(Deployment known, Ending ending) {
        Deployment said = wiring().ledger().records().find(known.id()).filter(one -> one.ending().isPresent())
                .orElseGet(() -> known.with(Cause.of("ClaimLost", "Another execution took the target over before this one could close: that it was "
                        + ending.words() + " was not written down, and the other one tells what runs.")).ended(Ending.NEEDS_HUMAN, wiring().clock().instant()));
        return new Answer(said, null, null);
    }

    /** Only where something was left in mid-rollout it is asked whether the target is frozen. */
    private Deployment ended(Deployment known, Ending ending, TargetState state) {
        Situation situation = state.handed().isPresent() ? new Situation(state, wiring().ledger().freezes().situation(state.target()).freezes()) : new Situation(state, List.of());
        return Closing.ended(known, ending, situation, wiring().clock().instant());
    }

    /** Who hands over says to whom. */
    private static Deployment explained(Deployment deployment, Ending ending, TargetState state) {
        return ending != Ending.SUPERSEDED ? deployment : state.waiting().map(next -> deployment.with(
                Claiming.superseded(next.deployment(), next.request().tag(), next.request().origin().at()))).orElse(deployment);
    }

    /** A deployment ends once: a repeat says what was written the first time. */
    private Optional<Deployment> recorded(Deployment deployment) {
        return wiring().ledger().records().find(deployment.id())
                .filter(one -> one.ending().isPresent() && one.claim() == deployment.claim());
    }

    private void record(Deployment ended, TargetState state, Optional<Target> target) {
        wiring().ledger().records().write(ended);
        // Where its document is gone by now, it is about what was asked for.
        target.map(wiring()::repository).or(() -> ended.image().map(Image::repository)).ifPresent(own -> {
            JudgedImages.holds(ended, state, own).forEach(hold -> wiring().ledger().holds().put(hold, ended.claim()));
            JudgedImages.proven(ended, own).forEach(digest -> wiring().ledger().holds().proven(ended.target(), digest, ended.claim(), ended.startedAt()));
            JudgedImages.live(ended, own, target.map(Close::followed).orElse(List.of())).ifPresent(image -> publish(ended, image));
        });
    }

    private static List<String> followed(Target target) {
        return target.workload() instanceof Workload.EcsService service ? service.containers() : List.of();
    }

    /** Returns the deployment to whose release a rollback went, where a person named one. */
    private Optional<Deployment> chosen(Deployment ended) {
        return ended.action() == Action.ROLLBACK && !ended.asked().isEmpty()
                ? wiring().ledger().records().find(new DeploymentId(ended.asked())) : Optional.empty();
    }

    /** What others read of it must not keep the claim: the next deployment writes it again. */
    private void publish(Deployment ended, String image) {
        // Parameter Store knows no condition on another's item: so right before it, as before each change.
        wiring().requireClaim(ended);
        try {
            wiring().aws().live().publish(ended.target(), image);
        } catch (Fault e) {
            LOG.error("the live image was not published: {}", e.getMessage());
        }
    }

    /** Up to the very last moment a person may ask to turn it around, and is told that it goes back. */
    private Answer free(Deployment ended, Optional<Target> target, UnaryOperator<TargetState> more) {
        Claims claims = wiring().ledger().claims();
        Optional<Deployment> chosen = chosen(ended);
        for (int tries = 0; tries < TRIES; tries++) {
            TargetState state = claims.read(ended.target());
            if (state.claim().filter(claim -> claim.number() == ended.claim()).isEmpty()) {
                return new Answer(ended, next(state, ended.id()), null);
            }
            Deployment late = Closing.late(ended, state);
            Deployment said = target.map(one -> HigherVersion.noted(one.tags(), late, state)).orElse(late);
            if (!said.equals(ended)) {
                wiring().ledger().records().write(said);
            }
            TargetState freed = more.apply(Closing.after(ended, state, chosen));
            if (claims.replace(state, freed)) {
                return new Answer(said, next(freed, ended.id()), null);
            }
        }
        throw new TryAgain("the claim could not be freed: others write to the target's state all the time").with("target", ended.target());
    }

    /** An execution that failed before it knew its deployment may still hold a claim, and have a record that has to end. */
    private Answer abandoned(JsonNode input, String execution) {
        ObjectNode refused = Json.MAPPER.createObjectNode().put("execution", execution)
                .<ObjectNode>set("failure", input.get("failure")).set("input", input.get("input"));
        String target = input.path("input").path("target").asText();
        if (!target.matches("[A-Za-z0-9_-]{1,63}")) {
            return new Answer(null, null, refused);
        }
        TargetState state = wiring().ledger().claims().read(new TargetName(target));
        Optional<slipway.rollout.Claim> own = state.claim().filter(claim -> claim.execution().equals(execution));
        Abandoned left = new Abandoned(wiring(), state, execution);
        Optional<Deployment> before = own.isPresent() ? Optional.empty() : left.closed();
        if (before.isPresent()) {
            return new Answer(before.get(), next(state, before.get().id()), null);
        }
        Optional<Deployment> known = own.flatMap(claim -> wiring().ledger().records().find(claim.deployment())
                .or(() -> left.unwritten(claim, input)).map(one -> one.heldBy(execution, claim.number())));
        if (known.isPresent()) {
            Deployment ended = ended(Failure.cause(input.get("failure")).map(known.get()::with).orElse(known.get()),
                    known.get().plan().isEmpty() ? Ending.NOT_CHANGED : Ending.NEEDS_HUMAN, state);
            Optional<Target> document = wiring().ledger().targets().find(ended.target());
            record(ended, state, document);
            // Its Claim died before it said what it had overtaken: that waits again, since this one has not begun.
            return free(ended, document, freed -> known.get().plan().isEmpty() ? freed.waitsAgain(ended.id()) : freed);
        }
        if (own.isEmpty() && left.underWay(input)) {
            return new Answer(null, null, Json.MAPPER.createObjectNode().put(UNDER_WAY, true));
        }
        Optional<Deployment> waits = own.isPresent() ? Optional.empty() : left.refused(input);
        return waits.isPresent() ? new Answer(waits.get(), null, null) : new Answer(null, own.map(claim -> unclaimed(state, claim)).orElse(null), refused);
    }

    private Routed.Start unclaimed(TargetState state, slipway.rollout.Claim claim) {
        TargetState freed = state.closed(claim.number()).waitsAgain(claim.deployment());
        if (!wiring().ledger().claims().replace(state, freed)) {
            throw new TryAgain("the claim could not be freed").with("target", state.target());
        }
        return next(freed, claim.deployment());
    }

    /** Returns the start of what waits; only where something waits it is asked whether the target is frozen. */
    private Routed.Start next(TargetState state, DeploymentId by) {
        if (state.waiting().isEmpty()) {
            return null;
        }
        Situation situation = wiring().ledger().freezes().situation(state.target());
        return Again.waiting(situation.state(), situation.frozen(wiring().clock().instant()), by.value()).orElse(null);
    }
}
