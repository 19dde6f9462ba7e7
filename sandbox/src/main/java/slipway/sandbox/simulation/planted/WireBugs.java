package slipway.sandbox.simulation.planted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import slipway.sandbox.simulation.Ingredient;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.slack.SlackServer;

/** Mistakes in what AWS is asked, and in what its answers are taken for. */
final class WireBugs {
    static final List<Bug> ALL = List.of(
            new Bug("a claim is taken over from an execution that runs", () -> described("RUNNING", "ABORTED"), Ingredient.EXECUTIONS),
            new Bug("a person's abort is undone", () -> described("ABORTED", "FAILED"), Ingredient.EXECUTIONS),
            new Bug("an update sets the desired count too", () -> asked("ecs", "UpdateService", json -> json.put("desiredCount", 1))),
            new Bug("an update forces a new deployment too", () -> asked("ecs", "UpdateService", json -> json.put("forceNewDeployment", true))),
            new Bug("a setting is lost where a revision is copied", () -> asked("ecs", "RegisterTaskDefinition", json ->
                    json.path("containerDefinitions").forEach(container -> ((ObjectNode) container).remove("environment")))),
            new Bug("a rollback goes to the revision before the one that ran", WireBugs::oneTooFar, Ingredient.BAD_IMAGES),
            new Bug("a function is changed without its RevisionId", () -> new Plant().wire("lambda", (_, asked, real) ->
                    real.call(asked.request().method().equals("PUT") ? asked.json(json -> json.remove("RevisionId")) : asked))),
            new Bug("the alias is moved whatever the smoke call says", WireBugs::smoked, Ingredient.BAD_IMAGES),
            new Bug("all calls go over where a share should", () -> new Plant().wire("lambda", (_, asked, real) -> real.call(asked.is("PUT", "/aliases/live") ? asked.json(json ->
                    json.path("RoutingConfig").path("AdditionalVersionWeights").fieldNames().forEachRemaining(version -> json.put("FunctionVersion", version)
                            .putObject("RoutingConfig").putObject("AdditionalVersionWeights"))) : asked))),
            new Bug("the live image is that of a stale owner", WireBugs::staleLive),
            new Bug("a tag of Slipway's is put on another image than it names", () -> asked("api.ecr", "PutImage", json ->
                    json.put("imageTag", json.path("imageTag").asText().replaceFirst(".{12}$", "0123456789ab")))),
            new Bug("a tag that was not put counts as put", () -> new Plant().wire("api.ecr", (_, asked, real) ->
                    asked.is("PutImage") ? Answer.of(200, Map.of(), "{}") : real.call(asked))),
            new Bug("a message tells a secret", () -> new Plant().wire("sns", (_, asked, real) -> real.call(asked.body(
                    asked.request().text().replace("&Message=", "&Message=" + URLEncoder.encode("TOKEN=s3cr3t-d0-n0t-t3ll ", StandardCharsets.UTF_8)))))),
            new Bug("foreign text is not escaped", () -> new Plant().wire(SlackServer.HOST, (_, asked, real) ->
                    real.call(asked.body(asked.request().text().replace("&lt;!", "<!")))), Ingredient.BAD_IMAGES));

    private WireBugs() {}

    private static Plant smoked() {
        return new Plant().wire("lambda", (_, asked, real) -> {
            Answer answer = real.call(asked);
            Map<String, String> headers = new HashMap<>(answer.headers());
            headers.keySet().removeIf("X-Amz-Function-Error"::equalsIgnoreCase);
            return asked.is("POST", "/invocations") ? new Answer(answer.status(), headers, answer.body()) : answer;
        });
    }

    private static Plant asked(String service, String operation, Consumer<ObjectNode> more) {
        return new Plant().wire(service, (_, asked, real) -> real.call(asked.is(operation) ? asked.json(more) : asked));
    }

    private static Plant described(String status, String as) {
        return new Plant().wire("states", (_, asked, real) -> {
            Answer answer = real.call(asked);
            return asked.is("DescribeExecution") && answer.status() == 200 ? Tap.json(answer, json -> {
                if (json.path("status").asText().equals(status)) {
                    json.put("status", as).put("stopDate", json.path("stopDate").asDouble(json.path("startDate").asDouble()));
                }
            }) : answer;
        });
    }

    private static Plant oneTooFar() {
        return new Plant().wire("ecs", (by, asked, real) -> real.call(asked.is("UpdateService") && by.is("RollBack") ? asked.json(json -> {
            String revision = json.path("taskDefinition").asText();
            int number = Integer.parseInt(revision.substring(revision.lastIndexOf(':') + 1));
            json.put("taskDefinition", revision.substring(0, revision.lastIndexOf(':') + 1) + Math.max(1, number - 1));
        }) : asked));
    }

    private static Plant staleLive() {
        Map<String, String> last = new HashMap<>();
        return new Plant().wire("ssm", (_, asked, real) -> {
            if (!asked.is("PutParameter")) {
                return real.call(asked);
            }
            var body = Tap.read(asked.request().text());
            String before = last.put(body.path("Name").asText(), body.path("Value").asText());
            return real.call(before == null ? asked : asked.json(json -> json.put("Value", before)));
        });
    }
}
