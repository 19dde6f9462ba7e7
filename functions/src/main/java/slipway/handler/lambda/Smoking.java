package slipway.handler.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.codec.Expectation;
import slipway.codec.Json;
import slipway.release.Workload.Smoke;
import slipway.rollout.lambda.Functions.Answer;
import slipway.rollout.lambda.Smoked;

/** Says whether a smoke call was answered as expected; pure. */
final class Smoking {
    private static final int MOST = 300;

    private Smoking() {}

    static Smoked judged(Smoke smoke, Answer answer) {
        Map<String, String> facts = new TreeMap<>();
        if (!answer.log().isBlank()) {
            facts.put("log", end(answer.log().strip()));
        }
        if (answer.error().isPresent()) {
            JsonNode told = read(answer.payload());
            String type = told.path("errorType").asText(answer.error().get());
            facts.put("errorType", brief(type));
            // Lambda's own errors begin with the call's id, which helps nobody here.
            String message = told.path("errorMessage").asText("").replaceFirst("^RequestId: [0-9a-f-]+ (Error: )?", "");
            return new Smoked(false, brief(type) + (message.isEmpty() ? "" : ": " + brief(message)), facts);
        }
        Optional<String> wrong = smoke.expect().flatMap(expected -> Expectation.unmet(read(expected), read(answer.payload())));
        return wrong.map(words -> new Smoked(false, brief(words), facts)).orElse(Smoked.PASSED);
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            // What is no JSON is compared as the text that it is.
            return Json.MAPPER.getNodeFactory().textNode(json);
        }
    }

    /** The error stands in the last lines. */
    private static String end(String log) {
        return log.length() <= MOST ? log : "…" + log.substring(log.length() - MOST);
    }

    private static String brief(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
