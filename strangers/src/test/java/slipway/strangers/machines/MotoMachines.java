package slipway.strangers.machines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The few calls of Step Functions' API that a stage makes to moto. */
final class MotoMachines {
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=stage/20261121/eu-central-1/states/aws4_request, SignedHeaders=host, Signature=0";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI moto;

    MotoMachines(int port) {
        this.moto = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Calls an operation; the answer is as it came, an error too. */
    Conductor.Answer call(String operation, String body) {
        try {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(moto).header("X-Amz-Target", "AWSStepFunctions." + operation)
                    .header("Content-Type", "application/x-amz-json-1.0").header("Authorization", SIGNED)
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
            return new Conductor.Answer(answer.statusCode(), Map.of(), answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("moto does not answer " + operation, e);
        }
    }

    /** @throws IllegalStateException with moto's words if it refuses */
    JsonNode asked(String operation, Map<String, ?> input) {
        Conductor.Answer answer = call(operation, Words.text(input));
        if (answer.status() != 200) {
            throw new IllegalStateException(operation + ": " + answer.body());
        }
        return Words.json(answer.body());
    }

    JsonNode described(String execution) {
        return asked("DescribeExecution", Map.of("executionArn", execution));
    }

    List<JsonNode> history(String execution) {
        List<JsonNode> events = new ArrayList<>();
        JsonNode page = asked("GetExecutionHistory", Map.of("executionArn", execution, "maxResults", 1000));
        page.path("events").forEach(events::add);
        while (page.hasNonNull("nextToken")) {
            page = asked("GetExecutionHistory", Map.of("executionArn", execution, "maxResults", 1000, "nextToken", page.path("nextToken").asText()));
            page.path("events").forEach(events::add);
        }
        return events;
    }
}
