package slipway.strangers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Request;
import slipway.sandbox.wire.slack.SlackServer;

/** Posts each message of a JSON array on standard input to the sandbox's webhook, and writes the status of each answer. */
public final class SlackTeller {
    private SlackTeller() {}

    public static void main(String[] arguments) throws IOException {
        SlackServer slack = new SlackServer(() -> Instant.EPOCH);
        String path = URI.create(slack.webhook("deployments")).getPath();
        ObjectMapper json = new ObjectMapper();
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        for (JsonNode message : json.readTree(System.in)) {
            Answer answer = slack.answer(new Request("POST", SlackServer.HOST, path,
                    Map.of("Content-Type", List.of("application/json")), json.writeValueAsBytes(message)));
            told.add(answer.status());
        }
        System.out.println(told);
    }
}
