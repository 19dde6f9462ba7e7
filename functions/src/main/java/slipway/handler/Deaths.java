package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import slipway.codec.Json;
import slipway.release.Death;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Claim;
import slipway.rollout.Ledger;
import slipway.rollout.TargetState;

/**
 * Finds what has to be started since an execution of Slipway's own died, as Step Functions tells it, at best: "Step Functions Execution
 * Status Change" of a Standard workflow (Step Functions developer guide, "Automating Step Functions event delivery with EventBridge").
 */
final class Deaths {
    /** The event's detail-type. */
    static final String TYPE = "Step Functions Execution Status Change";

    private static final String AS_SENT = "pass the event as Step Functions sent it";

    private final Settings settings;
    private final Ledger ledger;
    private final Execution execution;
    private final BiFunction<JsonNode, Execution, Routed> route;

    /**
     * An execution that died.
     *
     * @param machine the state machine's name
     * @param input the JSON that it began with; empty where it is too large for an event
     */
    record Dead(String machine, Execution execution, Death.How how, Optional<JsonNode> input) {
        String is() {
            return "The execution " + execution.name() + " of " + machine + " " + how.words();
        }
    }

    /**
     * @param execution that looks
     * @param route what becomes of a route machine's input
     */
    Deaths(Wiring wiring, Execution execution, BiFunction<JsonNode, Execution, Routed> route) {
        this.settings = wiring.settings();
        this.ledger = wiring.ledger();
        this.execution = execution;
        this.route = route;
    }

    /** @throws BadInput if the event is not as Step Functions sends it, or of another place */
    Routed of(Fields event) {
        if (!event.text("account").equals(Optional.of(settings.account())) || !event.text("region").equals(Optional.of(settings.region()))) {
            throw new BadInput("event is of an execution in another account or region: recover it by the Slipway there")
                    .with("account", event.text("account").orElse("")).with("region", event.text("region").orElse(""));
        }
        Fields detail = event.needObject("detail", AS_SENT);
        String status = detail.need("status", AS_SENT);
        Optional<Death.How> how = List.of(Death.How.FAILED, Death.How.TIMED_OUT, Death.How.ABORTED).stream().filter(one -> one.name().equals(status)).findFirst();
        if (how.isEmpty()) {
            return Routed.ignored("the execution is " + Fields.brief(status) + ": it did not die");
        }
        String arn = detail.need("executionArn", AS_SENT);
        String machine = last(detail.need("stateMachineArn", AS_SENT));
        Instant started = detail.moment("startDate", AS_SENT);
        Dead dead = new Dead(machine, new Execution(arn, last(arn), started), how.get(), detail.text("input").map(text -> Json.read(text, JsonNode.class)));
        return machine.equals(execution.id().split(":")[6]) ? ofRoute(dead) : ofDeploy(dead);
    }

    /** Its push must not be lost; what came from a death itself is not routed again by one, but found by the sweep. */
    private Routed ofRoute(Dead dead) {
        if (dead.input().isEmpty()) {
            return Routed.ignored("what it was to route is not told").telling(dead.is() + ", and the event does not tell what it was to route: start it again; "
                    + "the sweep finds a push that is missing.");
        }
        JsonNode input = dead.input().get();
        if (input.path("detail-type").asText().equals(TYPE) || input.has("sweep")) {
            return Routed.ignored("the next sweep does what it was to do").telling(dead.is() + ": the next sweep does what it was to do.");
        }
        if (dead.how() == Death.How.ABORTED) {
            return Routed.ignored("somebody aborted it").telling(dead.is() + " by somebody, so its push is not routed again: start the route machine with its input to have it routed.");
        }
        if (!input.has("detail-type")) {
            // A push tells when it came, a person's word is of now: routed again it could undo what others, or they themselves, have chosen since.
            return Routed.ignored("only who asked for it may ask again").telling(dead.is() + " before it was through, and what a person asked for is not routed again by itself, "
                    + "since others may have decided since. Look what runs, and ask again if you still want it.");
        }
        Routed again = route.apply(input, dead.execution());
        return again.telling(dead.is() + " before it was through; what it was to do is done again: " + again.why() + ".");
    }

    private Routed ofDeploy(Dead dead) {
        if (dead.input().filter(Recovery::asked).isPresent()) {
            return Routed.ignored("it was a recovery itself: the sweep settles what it leaves");
        }
        Optional<TargetName> target = target(dead);
        if (target.isEmpty()) {
            return Routed.ignored("its target is not known: the sweep settles what it leaves").telling(dead.is()
                    + ", and its target is not known: if its input asked for something by hand, ask again.");
        }
        TargetState state = ledger.claims().read(target.get());
        DeploymentId id = id(target.get(), dead.execution());
        Optional<Deployment> ended = ledger.records().find(id).filter(one -> one.ending().isPresent() && one.execution().equals(dead.execution().id()));
        return state.claim().filter(claim -> claim.execution().equals(dead.execution().id())).map(Claim::deployment).or(() -> ended.map(Deployment::id))
                .map(died -> Routed.start(died + " is recovered", List.of(Recover.start(target.get(), died, dead.execution().id()))))
                .orElseGet(() -> before(dead, target.get(), id, state));
    }

    /** It holds nothing and has recorded nothing: it died before it had the target, or after another had it. */
    private Routed before(Dead dead, TargetName target, DeploymentId id, TargetState state) {
        String waited = dead.input().map(input -> input.path("waited").path("deployment").asText()).orElse("");
        if (ledger.records().find(id).isPresent() || state.waiting().map(waiting -> waiting.deployment().value()).filter(one -> one.equals(id.value()) || one.equals(waited)).isPresent()) {
            return Routed.ignored(id + " is another execution's by now, or waits");
        }
        JsonNode input = dead.input().orElseThrow();
        if (Ruling.in(input)) {
            return ruling(dead, target, input);
        }
        String early = dead.is() + " before it had " + target + ": ";
        Optional<String> wish = wish(dead, state);
        if (wish.isPresent() && (dead.how() == Death.How.ABORTED || input.has("again"))) {
            return Routed.ignored("what it asked for was heard").telling(early + wish.get());
        }
        if (dead.how() == Death.How.ABORTED || input.has("again")) {
            return Routed.ignored("it had touched nothing").telling(early + "nothing was touched. Start it again if you want it all the same.");
        }
        ObjectNode again = input.<ObjectNode>deepCopy().put("again", dead.execution().id());
        if (input.has("push") && !Push.byHand(input)) {
            return again("it had touched nothing and is started again", dead, target, again).telling(early + "nothing was touched, and it is started once more.");
        }
        // A push tells when it came, a person's word is of now: started again it could undo what others, or they themselves, have chosen since. What is started only
        // looks whether a last Lambda took the target all the same.
        return again("only who asked for it may ask again", dead, target, again).telling(early + wish.orElse("nothing was touched, and what a person asked for is not started again by itself, "
                + "since others may have decided since. Look what runs, and ask again if you still want it."));
    }

    /** Whether it was done is not known, and doing it twice does no harm. */
    private static Routed ruling(Dead dead, TargetName target, JsonNode input) {
        String early = dead.is() + " before the " + input.path("action").asText() + " of " + (target.equals(TargetName.ALL) ? "all targets" : target) + " was written down: ";
        if (dead.how() == Death.How.ABORTED || input.has("again")) {
            return Routed.ignored("whoever asked for it may ask again").telling(early + "it may be done or not. Ask again if you want it; twice does no harm.");
        }
        return again("it may not be done and is started again", dead, target, Ruling.again(input, dead.execution())).telling(early + "it is started once more; twice does no harm.");
    }

    private static Routed again(String why, Dead dead, TargetName target, ObjectNode input) {
        return Routed.start(why, List.of(new Routed.Start(DeploymentId.of(target, "again@" + dead.execution().id(), 0), input)));
    }

    /** Says what became of the wish to turn a deployment around that it had written down: asked again it would go back one release more. */
    private static Optional<String> wish(Dead dead, TargetState state) {
        return state.claim().filter(claim -> claim.stopRequested().filter(stop -> stop.by().equals(dead.execution().id())).isPresent())
                .map(claim -> "it had " + claim.deployment() + " turn around, which goes back. Nothing has to be asked again.")
                .or(() -> state.heard().filter(heard -> heard.by().equals(dead.execution().id())).map(heard -> "it had asked " + heard.deployment()
                        + " to turn around, which has ended since. Read in that one's message what runs before you ask again."));
    }

    private Optional<TargetName> target(Dead dead) {
        Optional<String> named = dead.input().filter(input -> input.path("target").asText().matches("[A-Za-z0-9_-]{1,63}")
                || input.path("target").asText().equals(TargetName.ALL.value()) && Ruling.in(input)).map(input -> input.path("target").asText());
        return named.map(TargetName::new).or(() -> Optional.of(dead.execution().name()).filter(name -> name.matches("[A-Za-z0-9_-]{1,80}"))
                .flatMap(name -> ledger.records().find(new DeploymentId(name))).map(Deployment::target).filter(_ -> dead.input().isEmpty()));
    }

    /** As Claim names the deployment of an execution. */
    private static DeploymentId id(TargetName target, Execution dead) {
        return slipway.handler.Claim.named(target, dead);
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
