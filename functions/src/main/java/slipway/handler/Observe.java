package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.codec.Json;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Causes;
import slipway.rollout.GivingWay;
import slipway.rollout.Interrupted;
import slipway.rollout.Platform.Look;
import slipway.rollout.Platform;
import slipway.rollout.Standing;
import slipway.rollout.TargetState;
import slipway.rollout.Verdict;
import slipway.rollout.Waiting;
import slipway.rollout.Watching;
import slipway.rollout.Wishes;

/** Takes one reading of a rollout, or of a restore, and has it judged. */
public final class Observe extends Task {
    private static final Pattern SECONDS = Pattern.compile("[0-9]+ of [0-9]+ s$");
    private static final Pattern LOOKS = Pattern.compile("[0-9]+ looks?|the last look");

    private final Platforms platforms;

    public Observe() {
        this(Wiring.fromEnvironment());
    }

    public Observe(Wiring wiring) {
        this(wiring, new Platforms(wiring));
    }

    Observe(Wiring wiring, Platforms platforms) {
        super(wiring);
        this.platforms = platforms;
    }

    /**
     * The verdict, as the state machine branches on it.
     *
     * @param changed whether people see something new: not merely more seconds
     * @param successor what it may hand over to, if that can be brought
     */
    record Observed(String kind, Deployment deployment, boolean changed, Optional<Deployment> successor) {
        Observed(String kind, Deployment deployment, boolean changed) {
            this(kind, deployment, changed, Optional.empty());
        }
    }

    /**
     * Looks once.
     *
     * @throws Interrupted if the claim is another's by now
     * @throws BadInput if the target is gone
     */
    @Override
    Observed run(JsonNode input) {
        Deployment deployment = Json.read(input.path("deployment"), Deployment.class);
        TargetState state = wiring().held(deployment);
        Target target = wiring().target(deployment.target());
        Platform platform = platforms.of(target);
        if (input.path("recovering").asBoolean()) {
            return found(deployment, platform.standing(deployment));
        }
        Instant now = wiring().clock().instant();
        if (input.path("restoring").asBoolean()) {
            Look look = platform.lookBack(deployment, now);
            return observed(look.deployment(), look.verdict(), Optional.empty());
        }
        Optional<DeploymentId> declined = Optional.of(input.path("declined").asText("")).filter(id -> !id.isEmpty() && !id.equals("null")).map(DeploymentId::new);
        Optional<Waiting> next = GivingWay.to(target, deployment, state, declined);
        Look look = platform.look(deployment, new Wishes(state.claim().orElseThrow().stopRequested(), next.isPresent()), now);
        boolean newer = GivingWay.newer(target, deployment, state).filter(waiting -> begins(waiting, now)).isPresent();
        Verdict verdict = Watching.over(look.deployment(), new OwnSay(wiring(), target).over(look, now), target.limits(), newer, now);
        return observed(Watching.kept(look.deployment(), verdict, target.limits()), heard(verdict, deployment), next);
    }

    /** What a freeze or a hold keeps from beginning ends nobody's watch. */
    private boolean begins(Waiting waiting, Instant now) {
        TargetName target = waiting.request().target();
        return waiting.request().origin().byHand() || wiring().ledger().freezes().situation(target).freeze(now).isEmpty()
                && waiting.request().image().flatMap(image -> wiring().ledger().holds().find(target, image.digest())).isEmpty();
    }

    /** A look takes a while: who asked meanwhile to turn it around was told that it goes back, and is heard before it comes to its end. */
    private Verdict heard(Verdict verdict, Deployment deployment) {
        boolean last = verdict instanceof Verdict.Settle || verdict instanceof Verdict.HandOver;
        return !last ? verdict : wiring().held(deployment).claim().flatMap(slipway.rollout.Claim::stopRequested)
                .<Verdict>map(wish -> new Verdict.RollBack(verdict.progress(), Causes.stopped(wish))).orElse(verdict);
    }

    /**
     * Says whether a dead execution touched the target; what it runs goes to the cause, where there is one by now. Once a way back has
     * begun, something was brought, however untouched the target looks since.
     */
    private static Observed found(Deployment deployment, Standing standing) {
        boolean wentBack = deployment.restore().filter(restore -> restore.way() != Restore.Way.UNTOUCHED).isPresent();
        Deployment known = deployment.cause().map(cause -> deployment.because(cause.saying("It runs " + standing.runs() + ".").with("runs", standing.runs()))).orElse(deployment);
        if (standing.back().isPresent()) {
            return new Observed("Back", known.with(standing.back().get()), true);
        }
        boolean untouched = standing.untouched() && !wentBack;
        // It is planned anew, and where that refuses it nothing of the first plan counts; who leaves it as it is says what it was to be.
        return new Observed(untouched ? "Untouched" : "Touched", untouched && known.cause().isEmpty() ? known.unplanned() : known, true);
    }

    private static Observed observed(Deployment before, Verdict verdict, Optional<Waiting> next) {
        Deployment after = before.with(verdict.progress());
        return switch (verdict) {
            case Verdict.Wait(Progress progress) -> new Observed("Wait", after, before.progress().filter(old -> same(old, progress)).isEmpty());
            case Verdict.GoOn _ -> new Observed("GoOn", after, true);
            case Verdict.HandOver _ -> new Observed("HandOver", after, true,
                    next.map(waiting -> waiting.request().deployment(waiting.deployment(), "", waiting.since())));
            case Verdict.Settle _ -> new Observed("Settle", after.restored(), true);
            case Verdict.RollBack(_, Cause cause) -> new Observed("RollBack", explained(after, cause), true);
            case Verdict.GiveWay(_, Cause cause) -> new Observed("GiveWay", explained(after, cause), true);
        };
    }

    private static Deployment explained(Deployment deployment, Cause cause) {
        return deployment.restore().isPresent() ? deployment.unrestored(cause) : deployment.with(Watching.saying(deployment, cause));
    }

    /** Says whether both tell people the same, but for the seconds and the looks that have passed. */
    private static boolean same(Progress one, Progress other) {
        return shown(one.counts()).equals(shown(other.counts())) && words(one).equals(words(other));
    }

    private static Counts shown(Counts counts) {
        return new Counts(counts.desired(), counts.running(), 0, counts.healthy(), counts.targets(), counts.crashes());
    }

    private static String words(Progress progress) {
        return LOOKS.matcher(SECONDS.matcher(progress.waitsFor()).replaceAll("s")).replaceAll("looks");
    }
}
