package slipway.sandbox.simulation.planted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import slipway.codec.Json;
import slipway.release.Target;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.simulation.Ingredient;

/** Mistakes in what a target's owner has a say in: alarms, a hook, and whether a failure is left to them. */
final class OwnersBugs {
    private static final Duration EARLIER = Duration.ofHours(3);

    static final List<Bug> ALL = List.of(
            new Bug("a hook's no is taken for a yes", () -> agrees(answer -> answer.text().contains("\"ok\":false")), Ingredient.HOOKS),
            new Bug("a hook that fails is taken for one that agrees", () -> agrees(answer -> answer.headers().keySet().stream().anyMatch("X-Amz-Function-Error"::equalsIgnoreCase)), Ingredient.HOOKS),
            new Bug("a hook that waits is not waited for", () -> agrees(answer -> answer.text().contains("waitsFor"))),
            new Bug("the hook is not asked", () -> reads("Observe", target -> target.withObject("/precautions").remove("hook"))),
            new Bug("alarms are not looked at", () -> reads("Observe", target -> target.withObject("/precautions").putArray("alarms")), Ingredient.ALARMS),
            new Bug("an alarm that fires is taken for one that was in ALARM before", OwnersBugs::old, Ingredient.ALARMS),
            new Bug("an alarm that was in ALARM before is held against the new image", OwnersBugs::blamed, Ingredient.ALARMS),
            new Bug("a failure is taken back where it should be left", () -> reads("RollBack", target -> target.withObject("/precautions").put("onFailure", "ROLLBACK")), Ingredient.BAD_IMAGES),
            new Bug("a failure is left where it should be taken back", () -> reads("RollBack", target -> target.withObject("/precautions").put("onFailure", "LEAVE")), Ingredient.BAD_IMAGES));

    private OwnersBugs() {}

    /** What a hook answers is taken for a yes, if it is one of these answers. */
    private static Plant agrees(Predicate<Answer> taken) {
        return new Plant().wire("lambda", (_, asked, real) -> {
            Answer answer = real.call(asked);
            boolean hook = asked.is("POST", "/invocations") && asked.request().path().contains("-hook/");
            return hook && answer.status() == 200 && taken.test(answer) ? Answer.of(200, Map.of(), "{\"ok\":true}") : answer;
        });
    }

    /** A function takes a target's document for another. */
    private static Plant reads(String function, Consumer<ObjectNode> wrong) {
        return new Plant().ledger((by, _, operation, arguments, rest) -> {
            Object answer = rest.call(arguments);
            return by.is(function) && operation.equals("targets.find") && answer instanceof Optional<?> found ? found.map(target -> changed((Target) target, wrong)) : answer;
        });
    }

    private static Target changed(Target target, Consumer<ObjectNode> wrong) {
        ObjectNode json = Json.tree(target).deepCopy();
        wrong.accept(json);
        return Json.read(json, Target.class);
    }

    /** A look takes each alarm that is in ALARM for one that was so at Plan. */
    private static Plant old() {
        return new Plant().work("Observe", (aws, payload, work) -> {
            String alarm = payload.at("/deployment/target").asText() + "-errors";
            if (!payload.at("/deployment/plan").isObject() || !aws.cloudWatch().fired(alarm)) {
                return work.on(payload);
            }
            JsonNode planned = payload.at("/deployment/plan/alarms").deepCopy();
            ObjectNode call = Json.MAPPER.createObjectNode();
            call.putArray("AlarmNames").add(alarm);
            double since = aws.cloudWatch().operations().get("DescribeAlarms").does().apply(new Call("monitoring", "DescribeAlarms", "person", call))
                    .at("/MetricAlarms/0/StateTransitionedTimestamp").asDouble();
            payload.withObject("/deployment/plan").putArray("alarms").addObject().put("name", alarm).put("state", "ALARM").put("since", Instant.ofEpochMilli(Math.round(since * 1000)).toString());
            ObjectNode answer = work.on(payload);
            answer.withObject("/deployment/plan").set("alarms", planned);
            return answer;
        });
    }

    /** A look forgets which alarms were not well at Plan, and since when the new image serves. */
    private static Plant blamed() {
        return new Plant().work("Observe", (_, payload, work) -> {
            JsonNode alarms = payload.at("/deployment/plan/alarms").deepCopy();
            JsonNode change = payload.at("/deployment/change").deepCopy();
            if (alarms.isEmpty() || !change.isObject()) {
                return work.on(payload);
            }
            payload.withObject("/deployment/plan").putArray("alarms");
            payload.withObject("/deployment/change").put("at", Instant.parse(change.path("at").asText()).minus(EARLIER).toString());
            ObjectNode answer = work.on(payload);
            answer.withObject("/deployment/plan").set("alarms", alarms);
            answer.withObject("/deployment").set("change", change);
            return answer;
        });
    }
}
