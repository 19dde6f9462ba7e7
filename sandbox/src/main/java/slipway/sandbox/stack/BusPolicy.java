package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import slipway.sandbox.cloud.eventbridge.EventBridge;

/** A statement of an event bus's policy that lets accounts put events there; another kind of statement is an error. */
record BusPolicy(Set<String> accounts, Set<String> sources, Set<String> detailTypes) {
    static BusPolicy of(JsonNode statement) {
        if (!statement.path("Effect").asText().equals("Allow") || !texts(statement.path("Action")).equals(Set.of("events:PutEvents"))) {
            throw new IllegalArgumentException("the sandbox does not model the bus policy " + statement);
        }
        JsonNode condition = statement.path("Condition");
        JsonNode named = condition.path("ForAllValues:StringEquals");
        Set<String> keys = new HashSet<>();
        named.fieldNames().forEachRemaining(keys::add);
        if (condition.size() > 1 || condition.size() == 1 && named.isMissingNode() || !Set.of("events:source", "events:detail-type").containsAll(keys)) {
            throw new IllegalArgumentException("the sandbox does not model the bus policy's condition " + condition);
        }
        return new BusPolicy(texts(statement.path("Principal").path("AWS")), texts(named.path("events:source")), texts(named.path("events:detail-type")));
    }

    void put(EventBridge bus) {
        bus.allow(accounts, sources, detailTypes);
    }

    /** Policies write one text or several. */
    static Set<String> texts(JsonNode value) {
        Set<String> texts = new TreeSet<>();
        if (value.isArray()) {
            value.forEach(one -> texts.add(one.asText()));
        } else if (value.isTextual()) {
            texts.add(value.asText());
        }
        return texts;
    }
}
