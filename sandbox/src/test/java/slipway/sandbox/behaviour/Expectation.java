package slipway.sandbox.behaviour;

import com.dashjoin.jsonata.Jsonata;
import java.util.Map;
import java.util.Objects;

/** A JSONata expression that should be true of a reading. */
final class Expectation {
    private final String text;
    private final Jsonata compiled;

    Expectation(String text) {
        this.text = text;
        this.compiled = Jsonata.jsonata(text);
    }

    String text() {
        return text;
    }

    boolean holds(Map<String, Object> reading) {
        return Boolean.TRUE.equals(compiled.evaluate(reading));
    }

    /** Returns what the left side is. */
    String found(Map<String, Object> reading) {
        int equals = text.lastIndexOf(" = ");
        return equals < 0 ? "not so" : Objects.toString(Jsonata.jsonata(text.substring(0, equals)).evaluate(reading));
    }
}
