package slipway.strangers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Request;
import slipway.sandbox.wire.slack.SlackServer;
import slipway.sandbox.wire.slack.SlackWebApi;

/** Sends each message of a JSON array on standard input to the sandbox's webhook and Web API, and writes whether each took it: a status, and ok. */
public final class SlackTeller {
    private SlackTeller() {}

    public static void main(String[] arguments) throws IOException {
        SlackServer slack = new SlackServer(() -> Instant.EPOCH);
        String path = URI.create(slack.webhook("deployments")).getPath();
        ObjectMapper json = new ObjectMapper();
        SlackWebApi api = new SlackWebApi(() -> Instant.EPOCH);
        String token = api.install("check", "C0DEPLOYS1");
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        for (JsonNode message : json.readTree(System.in)) {
            Answer answer = slack.answer(new Request("POST", SlackServer.HOST, path,
                    Map.of("Content-Type", List.of("application/json")), json.writeValueAsBytes(message)));
            ArrayNode both = told.addArray().add(answer.status());
            if (message.path("attachments").isMissingNode()) {
                // Slipway sends the Web API no attachments, so its sandbox knows none.
                ObjectNode body = ((ObjectNode) message.deepCopy()).put("channel", "C0DEPLOYS1");
                both.add(json.readTree(api.answer(new Request("POST", SlackWebApi.HOST, "/api/chat.postMessage", Map.of("Content-Type", List.of("application/json; charset=utf-8"),
                        "Authorization", List.of("Bearer " + token)), json.writeValueAsBytes(body))).text()).path("ok").asBoolean());
            }
        }
        System.out.println(told);
    }
}
