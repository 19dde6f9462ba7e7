package slipway.handler;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.codec.Json;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Shift;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Claim;
import slipway.rollout.Executions;
import slipway.rollout.Executions.End;
import slipway.rollout.Recovering;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;

/** Takes a deployment over from an execution that has died, and says where to go on with it. */
final class Recovery {
    private static final int TRIES = 8;
    private static final Duration FIRST_LOOK = Duration.ofMinutes(2);

    private final Wiring wiring;
    private final Supplier<Executions> executions;

    Recovery(Wiring wiring, Supplier<Executions> executions) {
        this.wiring = wiring;
        this.executions = executions;
    }

    /**
     * What came of it.
     *
     * @param from where to go on, if it is taken over; else nothing
     * @param ending where it is known
     * @param overtaken what the dead one had taken the place of, whose ending it may not have told
     * @param seconds until the dead execution's last Lambda must have stopped, if that is not yet so
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Answer(Kind kind, Optional<Deployment> deployment, Optional<Recovering.From> from, Optional<Ending> ending, Optional<Deployment> overtaken, Optional<Long> seconds, Optional<String> why) {
        enum Kind { Recovered, Early, Belongs }
    }

    static boolean asked(JsonNode input) {
        return input.has("recover");
    }

    /**
     * Takes over what {@code recover} names; asked again by the same execution it says the same.
     *
     * @throws BadInput if that is nothing to take over: its execution runs, nobody knows it, or it has ended
     */
    Answer run(JsonNode input, Execution by) {
        Fields fields = Fields.of(input, "input").only("target", "recover");
        TargetName target = fields.needRead("target", "name the target whose deployment died", TargetName::new);
        DeploymentId id = fields.needRead("recover", "write the id of a deployment, as this target's messages name it", DeploymentId::new);
        for (int tried = 0; tried < TRIES; tried++) {
            TargetState state = wiring.ledger().claims().read(target);
            Optional<Claim> held = state.claim().filter(claim -> claim.deployment().equals(id));
            Optional<Answer> answer = held.isPresent() ? held(state, held.get(), by) : Optional.of(over(target, id, by));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new TryAgain("target is written by others all the time").with("target", target).with("tries", TRIES);
    }

    /**
     * Looks what an execution left that is started {@code again}, since it died before it was known to have the target: its Lambda may
     * have taken it all the same (scenario 36).
     *
     * @return empty if it left nothing and was to bring a push, so that this is asked anew; what a person asked for only they ask again
     */
    Optional<Answer> before(JsonNode input, Execution by) {
        Optional<String> dead = Fields.of(input, "input").text("again");
        Optional<TargetName> target = dead.map(_ -> Fields.of(input, "input").needRead("target", "name the target to deploy to", TargetName::new));
        return target.flatMap(name -> executions.get().end(dead.get()).map(end -> {
            Optional<Duration> early = Recovering.tooEarly(end.at(), Owner.LAST_WRITER, wiring.clock().instant());
            Optional<Claim> left = wiring.ledger().claims().read(name).claim().filter(claim -> claim.execution().equals(dead.get())
                    || claim.execution().equals(by.id()) && claim.after().equals(dead));
            return early.map(Recovery::early).or(() -> left.map(claim -> run(Json.tree(new Recover(name, claim.deployment())), by)))
                    .or(() -> Optional.of(belongs("it left nothing, and who asked for it asks again")).filter(_ -> !input.has("push") || Push.byHand(input)));
        }).orElseGet(() -> Optional.of(belongs("it goes on by itself"))));
    }

    private static Answer early(Duration time) {
        return new Answer(Answer.Kind.Early, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(time.toSeconds() + 1), Optional.of("the last Lambda of the dead execution may still write"));
    }

    /** Empty if somebody else wrote in between. */
    private Optional<Answer> held(TargetState state, Claim claim, Execution by) {
        if (claim.execution().equals(by.id())) {
            return Optional.of(goesOn(state, claim, by));
        }
        Instant now = wiring.clock().instant();
        Optional<End> end = Owner.end(claim, executions.get(), now);
        if (end.isEmpty()) {
            return Optional.of(runs(state.target(), claim, by));
        }
        Optional<Duration> early = Recovering.tooEarly(end.get().at(), Owner.LAST_WRITER, now);
        if (early.isPresent()) {
            return early.map(Recovery::early);
        }
        Claim taken = claim.takenOver(state.lastClaim() + 1, by.id(), now);
        TargetState wanted = state.with(Optional.of(taken), state.waiting());
        return wiring.ledger().claims().replace(state, wanted) ? Optional.of(goesOn(wanted, taken, by)) : Optional.empty();
    }

    private Answer goesOn(TargetState state, Claim claim, Execution by) {
        String dead = claim.after().orElseThrow(() -> new BadInput("the claim is this execution's, and none that died had it").with("deployment", claim.deployment()));
        End end = executions.get().end(dead).orElse(End.FORGOTTEN);
        Optional<Deployment> recorded = wiring.ledger().records().find(claim.deployment());
        Deployment left = recorded.filter(one -> one.claim() == claim.number()).orElseGet(() ->
                recorded.or(() -> asked(claim, end, dead)).map(one -> one.takenOver(end.death(dead), by.id(), claim.number(), wiring.clock().instant(), again(one)))
                        .orElseThrow(() -> new BadInput("nothing is known of what the dead execution was to bring: start a deployment of the image you want")
                                .with("deployment", claim.deployment()).with("execution", dead)));
        wiring.ledger().records().write(left);
        // What a freeze holds back is not brought instead, nor anything where a person wants to go back: then what the dead has begun is brought to its end.
        boolean frozen = wiring.ledger().freezes().situation(state.target()).freeze(wiring.clock().instant()).isPresent();
        Recovering.Step step = Recovering.from(left, wiring.ledger().targets().find(state.target()).map(Target::tags),
                state.waiting().filter(one -> claim.stopRequested().isEmpty() && (!frozen || one.request().origin().byHand())), claim, asksForRecovery(end));
        return new Answer(Answer.Kind.Recovered, Optional.of(step.deployment()), Optional.of(step.from()), step.ending(), overtaken(state, claim), Optional.empty(), Optional.empty());
    }

    /** It may have told that before it died: twice is better than never. */
    private Optional<Deployment> overtaken(TargetState state, Claim claim) {
        return state.owed().stream().filter(one -> one.by().equals(claim.deployment()) && !one.itself()).findFirst()
                .map(one -> new Owing(wiring.ledger().records(), claim.execution(), wiring.clock().instant()).recorded(one));
    }

    /** What is healthy has to stay so for the whole bake once more, after a first look that AWS may keep waiting; and so has what gets a share of the calls, and each that comes after. */
    private Duration again(Deployment left) {
        Duration bake = wiring.ledger().targets().find(left.target()).map(Target::limits).orElse(Limits.DEFAULT).bake().plus(FIRST_LOOK);
        int share = left.change().flatMap(Change::shift).map(Shift::percent).orElse(0);
        return left.plan().flatMap(Plan::traffic).filter(_ -> left.restore().isEmpty()).map(steps -> bake.plus(steps.remaining(steps.before(share)))).orElse(bake);
    }

    private static boolean asksForRecovery(End end) {
        return end.input().map(Recovery::tree).filter(Recovery::asked).isPresent();
    }

    /** An execution that died before it wrote the record can have touched nothing: what it was asked is in its input. */
    private Optional<Deployment> asked(Claim claim, End end, String dead) {
        Optional<JsonNode> input = end.input().map(Recovery::tree).filter(tree -> !asked(tree));
        Execution before = new Execution(dead, dead.substring(dead.lastIndexOf(':') + 1), end.started());
        return input.map(tree -> new Asked(wiring.settings(), wiring.ledger().targets(), wiring.ledger().records()).read(tree, before))
                .map(question -> slipway.handler.Claim.asked(claim.deployment(), question.request(), dead, end.started()));
    }

    private static JsonNode tree(String input) {
        return Json.read(input, JsonNode.class);
    }

    /** Another recovery of it is as good as this one; a person is told, since the deployment needs nobody. */
    private Answer runs(TargetName target, Claim claim, Execution by) {
        if (claim.after().isPresent() || named(target, by)) {
            return belongs("another execution goes on with it: " + claim.execution());
        }
        throw new BadInput("input.recover names a deployment whose execution runs, so there is nothing to recover: to turn it around start {\"target\",\"action\":\"stop\"}")
                .with("deployment", claim.deployment()).with("execution", claim.execution());
    }

    /** It holds no claim: it has ended, or never began. One that ended with an execution that died may not have been told. */
    private Answer over(TargetName target, DeploymentId id, Execution by) {
        Deployment ended = wiring.ledger().records().find(id).filter(one -> one.target().equals(target)).filter(one -> one.ending().isPresent())
                .orElseThrow(() -> new BadInput("input.recover names no deployment of the target that holds it: name the one that died, or start what you want")
                        .with("target", target).with("deployment", id));
        boolean died = executions.get().end(ended.execution()).filter(end -> end.how().isPresent()).isPresent();
        if (died) {
            return new Answer(Answer.Kind.Recovered, Optional.of(ended), Optional.of(Recovering.From.CLOSE), ended.ending(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        if (named(target, by)) {
            return belongs("it has ended " + ended.ending().get());
        }
        throw new BadInput("input.recover names a deployment that has ended: there is nothing to recover").with("deployment", id).with("ending", ended.ending().get());
    }

    private static Answer belongs(String why) {
        return new Answer(Answer.Kind.Belongs, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(why));
    }

    /** Says whether Slipway started it: two of its own starts for one death are no news to anybody. */
    private static boolean named(TargetName target, Execution by) {
        return by.name().startsWith(target + "-") && by.name().substring(target.value().length() + 1).matches("[0-9a-f]{16}");
    }
}
