package slipway.sandbox.wire.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.sandbox.wire.Answer;

/** Why the Web API did not take what it was sent; an argument that a method has, and the sandbox does not know, is refused too. */
final class Refusals {
    private final List<String> whys = new ArrayList<>();

    List<String> all() {
        return Collections.unmodifiableList(whys);
    }

    Answer because(String code, String why) {
        whys.add(why);
        return SlackWebApi.error(code);
    }

    /** Returns the answer to a body that is refused, if it is. */
    Optional<Answer> of(ObjectNode body, Set<String> fields) {
        List<String> unknown = new ArrayList<>();
        body.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                unknown.add(field);
            }
        });
        if (!unknown.isEmpty()) {
            return Optional.of(because("invalid_arguments", "the method has no argument " + unknown + " that the sandbox knows"));
        }
        for (String needed : fields.contains("ts") ? List.of("channel", "ts") : List.of("channel")) {
            if (!body.path(needed).isTextual() || body.path(needed).asText().isEmpty()) {
                return Optional.of(because("invalid_arguments", "the argument " + needed + " is missing"));
            }
        }
        if (body.path("reply_broadcast").asBoolean() && !body.has("thread_ts")) {
            return Optional.of(because("invalid_arguments", "reply_broadcast goes with thread_ts"));
        }
        return new MessageLimits().refused(body.deepCopy().retain("text", "blocks")).map(refusal -> because(refusal.code(), refusal.why()));
    }
}
