package slipway.sandbox.simulation.planted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import slipway.codec.Json;
import slipway.release.Baseline;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.TargetName;
import slipway.rollout.Claim;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;
import slipway.rollout.Ledger;
import slipway.rollout.Seen;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;
import slipway.rollout.Waiting;
import slipway.sandbox.simulation.Ingredient;

/** Mistakes in what is remembered. */
final class LedgerBugs {
    static final List<Bug> ALL = List.of(
            new Bug("writes to the ledger are unconditional", LedgerBugs::unconditional, Ingredient.STALLED),
            new Bug("a live claim is taken for none", () -> new Plant().ledger((by, _, _, arguments, rest) -> {
                Object answer = rest.call(arguments);
                return by.is("Claim") && answer instanceof Situation found && !by.payload().at("/execution/id").asText().equals(found.state().claim().map(Claim::execution).orElse(""))
                        ? new Situation(found.state().with(Optional.empty(), found.state().waiting()), found.freezes()) : answer;
            })),
            new Bug("a claim's number is ignored, and who should wait goes on under it", LedgerBugs::shared),
            new Bug("deliveries of one push are not recognised", () -> new Plant().ledger((by, _, operation, arguments, rest) ->
                    operation.equals("records.lastOf") && by.is("Claim") ? Optional.empty() : rest.call(arguments)), Ingredient.EVENTS_LATE),
            new Bug("the baseline is n-1, not what was last healthy", LedgerBugs::beforeLast),
            new Bug("a hold is forgotten", () -> new Plant().ledger((_, _, operation, arguments, rest) -> operation.equals("holds.put") ? null : rest.call(arguments)), Ingredient.BAD_IMAGES),
            new Bug("what a person left is not held", () -> new Plant().ledger((by, _, operation, arguments, rest) ->
                    operation.equals("holds.put") && by.payload().at("/deployment/action").asText().equals("ROLLBACK") ? null : rest.call(arguments)), Ingredient.PEOPLE),
            new Bug("what a person holds is not held", () -> new Plant().ledger((by, _, operation, arguments, rest) ->
                    operation.equals("holds.put") && by.payload().at("/deployment/action").asText().equals("HOLD") ? null : rest.call(arguments)), Ingredient.PEOPLE),
            new Bug("the hold is on the wrong digest", LedgerBugs::wrongHold, Ingredient.BAD_IMAGES),
            new Bug("the claim is freed twice", LedgerBugs::freedTwice, Ingredient.PEOPLE),
            new Bug("what waits is dropped", LedgerBugs::dropped),
            new Bug("a person's choice is forgotten", LedgerBugs::unpinned, Ingredient.PEOPLE, Ingredient.EVENTS_LATE),
            new Bug("a freeze is forgotten", () -> new Plant().ledger((_, _, _, arguments, rest) -> {
                Object answer = rest.call(arguments);
                return answer instanceof Situation found ? new Situation(found.state(), List.of()) : answer;
            }), Ingredient.PEOPLE),
            new Bug("a freeze never ends", () -> new Plant().ledger((by, _, _, arguments, rest) -> {
                Object answer = rest.call(arguments);
                return by.is("Claim") || by.is("Sweep") ? endless(answer) : answer;
            }), Ingredient.PEOPLE),
            new Bug("an older push goes over a newer one", () -> planned(json -> json.path("healthy").forEach(seen ->
                    ((ObjectNode) seen).put("pushed", Instant.EPOCH.toString()).remove("tag"))), Ingredient.EVENTS_LATE),
            new Bug("what was handed over in the middle is the baseline", () -> planned(json -> json.remove("handed"))),
            new Bug("an ending overwrites the record of the deployment before", LedgerBugs::overwritten),
            new Bug("an ending is told and never recorded", () -> new Plant().ledger((by, _, operation, arguments, rest) ->
                    operation.equals("records.write") && by.is("Close") ? null : rest.call(arguments))));

    private LedgerBugs() {}

    /** Has Slipway write other states of targets than it means to. */
    private static Plant states(UnaryOperator<TargetState> wrong) {
        return new Plant().ledger((_, _, operation, arguments, rest) ->
                operation.equals("claims.replace") ? rest.call(arguments[0], wrong.apply((TargetState) arguments[1])) : rest.call(arguments));
    }

    /** Has Plan take the target's state for another. */
    private static Plant planned(Consumer<ObjectNode> wrong) {
        return new Plant().ledger((by, _, _, arguments, rest) -> {
            Object answer = rest.call(arguments);
            if (!by.is("Plan") || !(answer instanceof TargetState state)) {
                return answer;
            }
            ObjectNode json = Json.tree(state).deepCopy();
            wrong.accept(json);
            return Json.read(json, TargetState.class);
        });
    }

    private static Object endless(Object answer) {
        return !(answer instanceof Situation found) ? answer : new Situation(found.state(), found.freezes().stream()
                .map(freeze -> new Freeze(freeze.target(), freeze.reason(), freeze.by(), freeze.since(), freeze.since().plus(Freeze.LONGEST))).toList());
    }

    /** Neither the pin is kept, nor that what runs was chosen later than it was pushed. */
    private static Plant unpinned() {
        Set<DeploymentId> chosen = new HashSet<>();
        return states(state -> {
            state.chosen().ifPresent(pin -> chosen.add(pin.deployment()));
            ObjectNode json = Json.tree(state).deepCopy();
            json.remove("chosen");
            json.path("healthy").forEach(seen -> {
                if (chosen.contains(new DeploymentId(seen.path("deployment").asText()))) {
                    ((ObjectNode) seen).put("pushed", Instant.EPOCH.toString());
                }
            });
            return Json.read(json, TargetState.class);
        });
    }

    private static Plant unconditional() {
        return new Plant().ledger((_, truth, operation, arguments, rest) -> operation.equals("claims.replace")
                ? rest.call(truth.claims().read(((TargetState) arguments[1]).target()), arguments[1]) : rest.call(arguments));
    }

    private static Plant beforeLast() {
        Map<DeploymentId, Plan> plans = new HashMap<>();
        return new Plant()
                .ledger((by, truth, operation, arguments, rest) -> {
                    if (!operation.equals("records.write") || !by.is("Plan")) {
                        return rest.call(arguments);
                    }
                    Deployment deployment = (Deployment) arguments[0];
                    Optional<Plan> wrong = before(truth, deployment);
                    wrong.ifPresent(plan -> plans.put(deployment.id(), plan));
                    return rest.call(wrong.map(deployment::with).orElse(deployment));
                })
                .work("Plan", (_, payload, work) -> {
                    var answer = work.on(payload);
                    Deployment planned = Json.read(answer.get("deployment"), Deployment.class);
                    return planned.plan().isPresent() && plans.containsKey(planned.id())
                            ? answer.set("deployment", Json.tree(planned.with(plans.get(planned.id())))) : answer;
                });
    }

    private static Optional<Plan> before(Ledger truth, Deployment deployment) {
        List<Seen> healthy = truth.claims().read(deployment.target()).healthy();
        return deployment.plan().filter(_ -> healthy.size() > 1).map(plan -> {
            Release last = healthy.get(1).release();
            return plan.with(new Baseline(last, true, plan.baseline().healthy()));
        });
    }

    private static Plant wrongHold() {
        return new Plant().ledger((_, truth, operation, arguments, rest) -> {
            if (!operation.equals("holds.put")) {
                return rest.call(arguments);
            }
            Hold hold = (Hold) arguments[0];
            Optional<Digest> other = truth.records().find(hold.deployment()).flatMap(Deployment::plan).flatMap(plan -> plan.baseline().release().images().values().stream()
                    .filter(image -> image.contains("@")).map(image -> new Digest(image.substring(image.indexOf('@') + 1))).findFirst());
            return rest.call(new Hold(hold.target(), other.orElse(hold.digest()), hold.deployment(), hold.tag(), hold.by(), hold.at(), hold.why()));
        });
    }

    private static Plant freedTwice() {
        Ledger[] ledger = new Ledger[1];
        return new Plant()
                .ledger((_, truth, _, arguments, rest) -> {
                    ledger[0] = truth;
                    return rest.call(arguments);
                })
                .work("Close", (_, payload, work) -> {
                    var answer = work.on(payload);
                    String target = payload.path("deployment").path("target").asText("");
                    if (target.matches("[A-Za-z0-9_-]+")) {
                        TargetState state = ledger[0].claims().read(new TargetName(target));
                        state.claim().map(Claim::number).ifPresent(number -> ledger[0].claims().replace(state, state.closed(number)));
                    }
                    return answer;
                });
    }

    /** Who finds the target held takes what is held for its own. */
    private static Plant shared() {
        Ledger[] ledger = new Ledger[1];
        return new Plant()
                .ledger((_, truth, _, arguments, rest) -> {
                    ledger[0] = truth;
                    return rest.call(arguments);
                })
                .work("Claim", (_, payload, work) -> {
                    var answer = work.on(payload);
                    if (answer.path("kind").asText().equals("Waiting")) {
                        TargetState state = ledger[0].claims().read(new TargetName(answer.at("/deployment/target").asText()));
                        state.claim().ifPresent(claim -> answer.put("kind", "Claimed").withObject("/deployment").put("claim", claim.number()));
                    }
                    return answer;
                });
    }

    private static Plant dropped() {
        return states(state -> state.claim().isPresent() ? state.with(state.claim(), Optional.<Waiting>empty()) : state);
    }

    private static Plant overwritten() {
        return new Plant().ledger((by, truth, operation, arguments, rest) -> {
            if (operation.equals("records.write") && by.is("Close")) {
                Deployment deployment = (Deployment) arguments[0];
                truth.records().latest(deployment.target(), 2).stream().filter(one -> !one.id().equals(deployment.id()) && one.ending().isPresent()).findFirst()
                        .ifPresent(old -> rest.call(Json.read(((ObjectNode) Json.tree(old.withClaim(0)))
                                .put("ending", deployment.ending().orElse(Ending.NEEDS_HUMAN).name()), Deployment.class)));
            }
            return rest.call(arguments);
        });
    }
}
