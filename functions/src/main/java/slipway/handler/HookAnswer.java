package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import slipway.handler.lambda.Called;
import slipway.rollout.HookJudge.Said;
import slipway.rollout.lambda.Functions.Answer;

/** Reads what a hook answered: {@code {"ok": true}}, {@code {"ok": false, "why": "…"}} or {@code {"waitsFor": "…"}}, and nothing else. */
final class HookAnswer {
    private HookAnswer() {}

    static Said read(Answer answer) {
        Called called = new Called(answer);
        JsonNode said = called.json();
        JsonNode ok = said.path("ok");
        JsonNode why = said.path("why");
        JsonNode waitsFor = said.path("waitsFor");
        if (answer.error().isPresent()) {
            return new Said.Failed(called.failure(), called.facts());
        }
        if (ok.isBoolean() && ok.asBoolean() && waitsFor.isMissingNode()) {
            return new Said.Yes();
        }
        if (ok.isBoolean() && !ok.asBoolean()) {
            return new Said.No(why.isTextual() && !why.asText().isBlank() ? Called.brief(why.asText()) : "it gives no reason");
        }
        if (ok.isMissingNode() && waitsFor.isTextual()) {
            return new Said.Waits(Called.brief(waitsFor.asText()));
        }
        return new Said.Failed("it answered " + (answer.payload().isBlank() ? "nothing" : Called.brief(answer.payload()))
                + ", and should answer {\"ok\": true}, {\"ok\": false, \"why\": \"…\"} or {\"waitsFor\": \"…\"}", called.facts());
    }
}
