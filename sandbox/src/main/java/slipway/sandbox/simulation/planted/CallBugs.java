package slipway.sandbox.simulation.planted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import slipway.codec.Json;
import slipway.release.Traffic;
import slipway.rollout.Claim;
import slipway.rollout.Lag;
import slipway.rollout.TargetState;
import slipway.sandbox.Sandbox;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.simulation.Ingredient;
import slipway.sandbox.simulation.LogEar;

/** Mistakes in what a function makes of its input. */
final class CallBugs {
    /** As the functions' own are in a simulation, whatever logs outside of it. */
    private static final Logger LOG = new LogEar().getLoggerFactory().getLogger("slipway.handler.Observe");
    private static final Duration AHEAD = Duration.ofMinutes(10);

    static final List<Bug> ALL = List.of(
            new Bug("newest is what arrives last", () -> new Plant().work("Claim", (_, payload, work) -> {
                if (payload.path("input").path("push").isObject()) {
                    payload.withObject("/input/push").set("at", payload.path("execution").path("startTime"));
                }
                return work.on(payload);
            }), Ingredient.EVENTS_LATE),
            new Bug("a rollback is not watched", () -> settles(true, "Wait", (_, _) -> true), Ingredient.BAD_IMAGES),
            new Bug("SUCCEEDED is read off the running count alone", () -> settles(false, "Wait", (aws, payload) -> {
                ServiceView service = aws.ecs().service("sim", payload.path("deployment").path("target").asText());
                return service.tasks().stream().filter(task -> task.status().equals("RUNNING")).count() >= service.desired();
            })),
            new Bug("SUCCEEDED is read off the tasks, before the rollout is completed", () -> settles(false, "Wait", (aws, payload) -> {
                ServiceView service = aws.ecs().service("sim", payload.path("deployment").path("target").asText());
                String image = payload.at("/deployment/plan/to/images/app").asText();
                return service.healthy() >= service.desired() && service.images().getOrDefault("app", List.of()).equals(List.of(image.substring(image.indexOf('@') + 1)));
            })),
            new Bug("the bake time is not waited for", () -> settles(false, "Wait", (aws, payload) -> {
                ServiceView service = aws.ecs().service("sim", payload.path("deployment").path("target").asText());
                return service.steady() && service.deployments().getFirst().id().equals(payload.at("/deployment/change/rollout").asText());
            })),
            new Bug("more calls go over before a share has baked", () -> new Plant().work("Observe", (_, payload, work) -> {
                ObjectNode answer = work.on(payload);
                boolean bakes = answer.path("kind").asText().equals("Wait") && answer.at("/deployment/change/shift/percent").asInt(Traffic.ALL) < Traffic.ALL;
                return bakes ? answer.put("kind", "GoOn") : answer;
            })),
            new Bug("a deadline is forgotten", () -> new Plant().work("Observe", (_, payload, work) -> {
                ObjectNode answer = work.on(payload);
                boolean late = answer.path("kind").asText().equals("RollBack") && answer.at("/deployment/cause/code").asText().equals("NotSettled");
                return late ? answer.put("kind", "Wait") : answer;
            }), Ingredient.CAPACITY),
            new Bug("a stale reading is believed", CallBugs::lagless, Ingredient.STALE_READS),
            new Bug("a claim is taken over too early, by a clock that runs ahead", () -> new Plant().clock("Claim", clock -> () -> clock.instant().plus(AHEAD)), Ingredient.EXECUTIONS),
            new Bug("the sweep corrects drift", () -> new Plant().work("Sweep", (_, payload, work) -> corrected(payload, work.on(payload))), Ingredient.OUTSIDERS),
            new Bug("the sweep finds nothing", () -> new Plant().work("Sweep", (_, payload, work) -> {
                ObjectNode answer = work.on(payload);
                return answer.has("starts") ? answer.set("starts", Json.MAPPER.createArrayNode()) : answer;
            }), Ingredient.EVENTS_LOST),
            new Bug("a dead owner is left to hold its target", () -> new Plant().work("Match", CallBugs::abandoning).work("Sweep", CallBugs::abandoning), Ingredient.EXECUTIONS),
            new Bug("a recovery is run twice", CallBugs::recoveredTwice, Ingredient.EXECUTIONS),
            new Bug("a message is lost", () -> new Plant().work("Notify", (_, payload, work) ->
                    payload.path("moment").asText().equals("END") ? Json.read("{\"told\":[\"sns\",\"slack\",\"event\"],\"failed\":{},\"again\":false}", JsonNode.class) : work.on(payload))),
            new Bug("a refusal is told to nobody", () -> new Plant().work("Notify", (_, payload, work) -> payload.path("deployment").path("ending").asText().equals("NOT_CHANGED")
                    ? Json.read("{\"told\":[\"sns\",\"slack\",\"event\"],\"failed\":{},\"again\":false}", JsonNode.class) : work.on(payload))),
            new Bug("the newest push is refused as an older one", () -> new Plant().work("Plan", (_, payload, work) -> {
                ObjectNode answer = work.on(payload);
                if (answer.path("kind").asText().equals("Proceed") && answer.at("/deployment/origin/by").asText().equals("PUSH")) {
                    answer.put("kind", "NotChanged").withObject("/deployment").remove("plan");
                    answer.withObject("/deployment").set("cause", Json.read("{\"code\":\"Stale\",\"sentence\":\"Older.\",\"facts\":{}}", JsonNode.class));
                }
                return answer;
            })),
            new Bug("a message is told twice", () -> new Plant().work("Notify", (_, payload, work) -> {
                if (payload.path("moment").asText().equals("END")) {
                    work.on(payload);
                }
                return work.on(payload);
            })),
            new Bug("superseded counts as failed, and pages", () -> new Plant().work("Notify", (_, payload, work) -> {
                if (payload.path("moment").asText().matches("END|OVERTAKEN") && payload.path("deployment").path("ending").asText().equals("SUPERSEDED")) {
                    payload.put("moment", "END").withObject("/deployment").put("ending", "NEEDS_HUMAN");
                }
                return work.on(payload);
            })),
            new Bug("what was changed and failed ends NOT_CHANGED", () -> ends("NEEDS_HUMAN", "NOT_CHANGED"), Ingredient.OUTSIDERS),
            new Bug("what went back ends SUCCEEDED", () -> ends("ROLLED_BACK", "SUCCEEDED"), Ingredient.BAD_IMAGES),
            new Bug("a log line tells a secret", () -> new Plant().work("Observe", (_, payload, work) -> {
                LOG.info("looking with {}", "TOKEN=s3cr3t-d0-n0t-t3ll");
                return work.on(payload);
            })),
            new Bug("an ending has lost its cause", () -> new Plant().work("Close", (_, payload, work) -> {
                if (payload.path("deployment").isObject()) {
                    payload.withObject("/deployment").remove("cause");
                }
                return work.on(payload);
            })));

    private CallBugs() {}

    /** Each recovery is started under two names, and the second one knows nothing of the first. */
    private static Plant recoveredTwice() {
        return new Plant()
                .ledger((by, _, _, arguments, rest) -> {
                    Object answer = rest.call(arguments);
                    return by.is("Claim") && by.payload().path("input").has("recover") && answer instanceof TargetState state ? forgetful(state) : answer;
                })
                .work("Match", (_, payload, work) -> {
                    ObjectNode answer = work.on(payload);
                    for (JsonNode start : answer.path("starts").deepCopy()) {
                        String id = start.path("id").asText();
                        if (recovers(answer, start)) {
                            answer.withArray("/starts").add(((ObjectNode) start.deepCopy()).put("id", id.substring(0, id.length() - 1) + (id.endsWith("0") ? "1" : "0")));
                        }
                    }
                    return answer;
                });
    }

    private static TargetState forgetful(TargetState state) {
        return state.claim().filter(claim -> claim.after().isPresent()).map(claim -> state.with(Optional.of(
                new Claim(claim.number(), claim.deployment(), claim.after().get(), claim.takenAt(), claim.stopRequested())), state.waiting())).orElse(state);
    }

    private interface When {
        boolean is(Sandbox aws, JsonNode payload);
    }

    /** A service's look that was not to settle anything does. */
    private static Plant settles(boolean restoring, String instead, When when) {
        return new Plant().work("Observe", (aws, payload, work) -> {
            ObjectNode answer = work.on(payload);
            boolean service = payload.at("/deployment/plan/to/images/app").isTextual();
            boolean meant = service && payload.path("restoring").asBoolean() == restoring && !payload.path("recovering").asBoolean();
            return meant && answer.path("kind").asText().equals(instead) && when.is(aws, payload) ? answer.put("kind", "Settle") : answer;
        });
    }

    /** A look takes the change for so old that no reading can lag behind it any more. */
    private static Plant lagless() {
        return new Plant().work("Observe", (_, payload, work) -> {
            JsonNode at = payload.at("/deployment/change/at");
            if (!at.isTextual()) {
                return work.on(payload);
            }
            payload.withObject("/deployment/change").put("at", Instant.parse(at.asText()).minus(Lag.LONGEST).toString());
            ObjectNode answer = work.on(payload);
            answer.withObject("/deployment/change").set("at", at);
            return answer;
        });
    }

    private static Plant ends(String right, String wrong) {
        return new Plant().work("Close", (_, payload, work) -> work.on(payload.path("ending").asText().equals(right) ? payload.put("ending", wrong) : payload));
    }

    private static JsonNode abandoning(Object aws, ObjectNode payload, Plant.Work work) throws IOException {
        ObjectNode answer = work.on(payload);
        if (answer.path("starts").isArray()) {
            var left = Json.MAPPER.createArrayNode();
            answer.path("starts").forEach(start -> {
                if (!recovers(answer, start)) {
                    left.add(start);
                }
            });
            answer.set("starts", left);
        }
        return answer;
    }

    /** Match tells once what the inputs of many starts have in common, the sweep tells each whole. */
    private static boolean recovers(JsonNode answer, JsonNode start) {
        JsonNode input = start.path("input");
        return (input.isInt() ? answer.path("inputs").path(input.asInt()) : input).has("recover");
    }

    /** Starts what ran before, once more, where somebody else changed it. */
    private static JsonNode corrected(JsonNode payload, ObjectNode answer) {
        for (JsonNode told : answer.path("drifts")) {
            String target = told.path("drift").path("target").asText();
            for (JsonNode image : told.path("drift").path("last").path("images")) {
                String[] parts = image.asText().split("[/@]");
                if (parts.length == 4 && parts[2].startsWith("image")) {
                    ObjectNode start = Json.MAPPER.createObjectNode().put("name", target + "-" + parts[3].substring(7, 23));
                    start.putObject("input").put("target", target).putObject("push").put("repository", parts[1] + "/" + parts[2]).put("account", parts[0].substring(0, 12))
                            .put("region", "eu-central-1").put("digest", parts[3]).put("at", payload.path("execution").path("startTime").asText()).put("by", "SWEEP");
                    answer.withArray("/starts").add(start);
                    break;
                }
            }
        }
        return answer;
    }
}
