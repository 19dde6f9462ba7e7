package slipway.handler.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import slipway.codec.Json;
import slipway.release.Redaction;
import slipway.rollout.lambda.Functions.Answer;

/** What a function that was called answered, in words for people: short, and without what looks like a secret. */
public record Called(Answer answer) {
    private static final int MOST = 300;

    /** Returns the answer; what is no JSON is the text that it is, and what is empty is null. */
    public JsonNode json() {
        return json(answer.payload());
    }

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.isBlank() ? "null" : text);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.getNodeFactory().textNode(text);
        }
    }

    /** Returns the error's type and what it says, of a call that failed. */
    public String failure() {
        // Lambda's own errors begin with the call's id, which helps nobody here.
        String message = json().path("errorMessage").asText("").replaceFirst("^RequestId: [0-9a-f-]+ (Error: )?", "");
        return brief(type()) + (message.isEmpty() ? "" : ": " + brief(message));
    }

    /** Returns the error's type, if it failed, and the last lines that it logged. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        answer.error().ifPresent(_ -> facts.put("errorType", brief(type())));
        String log = Redaction.of(answer.log().strip());
        if (!log.isEmpty()) {
            // The error stands in the last lines.
            facts.put("log", log.length() <= MOST ? log : "…" + log.substring(log.length() - MOST));
        }
        return facts;
    }

    private String type() {
        return json().path("errorType").asText(answer.error().orElse(""));
    }

    /** Returns foreign text, short enough to be read. */
    public static String brief(String text) {
        String bare = Redaction.of(text);
        return bare.length() <= MOST ? bare : bare.substring(0, MOST) + "…";
    }
}
