package slipway.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import slipway.codec.Json;
import slipway.rollout.HookJudge.Said;
import slipway.rollout.lambda.Functions.Answer;

/** Reads what a hook answered: {@code {"ok": true}}, {@code {"ok": false, "why": "…"}} or {@code {"waitsFor": "…"}}, and nothing else. */
final class HookAnswer {
    private static final int MOST = 300;

    private HookAnswer() {}

    static Said read(Answer answer) {
        JsonNode said = json(answer.payload());
        if (answer.error().isPresent()) {
            // Lambda's own errors begin with the call's id, which helps nobody here.
            String message = said.path("errorMessage").asText("").replaceFirst("^RequestId: [0-9a-f-]+ (Error: )?", "");
            String type = said.path("errorType").asText(answer.error().get());
            return new Said.Failed(brief(message.isEmpty() ? type : type + ": " + message), facts(answer, type));
        }
        if (said.path("ok").isBoolean() && said.path("ok").asBoolean() && said.path("waitsFor").isMissingNode()) {
            return new Said.Yes();
        }
        if (said.path("ok").isBoolean() && !said.path("ok").asBoolean()) {
            return new Said.No(said.path("why").isTextual() && !said.path("why").asText().isBlank() ? brief(said.path("why").asText()) : "it gives no reason");
        }
        if (said.path("ok").isMissingNode() && said.path("waitsFor").isTextual()) {
            return new Said.Waits(brief(said.path("waitsFor").asText()));
        }
        return new Said.Failed("it answered " + (answer.payload().isBlank() ? "nothing" : brief(answer.payload()))
                + ", and should answer {\"ok\": true}, {\"ok\": false, \"why\": \"…\"} or {\"waitsFor\": \"…\"}", facts(answer, "no answer"));
    }

    private static Map<String, String> facts(Answer answer, String type) {
        Map<String, String> facts = new TreeMap<>(Map.of("errorType", brief(type)));
        if (!answer.log().isBlank()) {
            String log = answer.log().strip();
            facts.put("log", log.length() <= MOST ? log : "…" + log.substring(log.length() - MOST));
        }
        return facts;
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.isBlank() ? "null" : text);
        } catch (JsonProcessingException e) {
            // What is no JSON is no answer either.
            return Json.MAPPER.getNodeFactory().textNode(text);
        }
    }

    private static String brief(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
