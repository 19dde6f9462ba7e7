package slipway.sandbox.simulation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import slipway.sandbox.cloud.lambda.Payload;

/** One run of a function of Slipway's: who it works for, and until when it may. */
final class Invocation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String function;
    private final Payload payload;
    private final Instant deadline;
    private Telling telling;
    private Optional<Truth> looked = Optional.empty();
    private Optional<Evidence.Alarmed> alarm = Optional.empty();
    private Optional<OwnHooks.Heard> hook = Optional.empty();

    Invocation(String function, Payload payload, Instant deadline) {
        this.function = function;
        this.payload = payload;
        this.deadline = deadline;
    }

    /** Returns the function's name, such as {@code slipway-UpdateFunction}. */
    String function() {
        return function;
    }

    /** Returns when Lambda ends it. */
    Instant deadline() {
        return deadline;
    }

    /** Returns its input. */
    JsonNode payload() {
        return payload.tree();
    }

    /** Returns the target it is about; none for Match and Enroll. */
    Optional<String> target() {
        String text = payload().path("deployment").path("target").asText(payload().path("input").path("target").asText(""));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Returns the number of the claim under which it works; 0 if it has none. */
    long claim() {
        return payload().path("deployment").path("claim").asLong();
    }

    String deployment() {
        return payload().path("deployment").path("id").asText("");
    }

    /** Returns the ARN of the execution it works for. */
    String execution() {
        return payload().path("execution").path("id").asText(payload().path("deployment").path("execution").asText(""));
    }

    /** Returns the try to tell of an end that it is, if it is one. */
    Optional<Telling> telling() {
        return Optional.ofNullable(telling);
    }

    void tells(Telling of) {
        telling = of;
    }

    /** It has read how the target is, which was so then. */
    void looks(Truth truth) {
        looked = Optional.of(truth);
    }

    /** Returns how the target was when it last read that; it may have stood still since. */
    Optional<Truth> looked() {
        return looked;
    }

    /** It was told how its target's alarm is. */
    void reads(Evidence.Alarmed told) {
        alarm = Optional.of(told);
    }

    /** Returns how the alarm was when it last heard of it. */
    Optional<Evidence.Alarmed> alarm() {
        return alarm;
    }

    /** It was told what its target's hook says. */
    void hears(OwnHooks.Heard said) {
        hook = Optional.of(said);
    }

    /** Returns what the hook last said to it. */
    Optional<OwnHooks.Heard> hook() {
        return hook;
    }

    /** Returns one field of an object; of most answers no other is needed. */
    static String text(byte[] object, String field) {
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(field)) {
                    return parser.getValueAsString("");
                }
                parser.skipChildren();
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
