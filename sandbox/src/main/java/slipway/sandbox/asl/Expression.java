package slipway.sandbox.asl;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSONata expression, compiled once; not for two threads at the same time. */
final class Expression {
    private final String text;
    private final Jsonata compiled;
    private final boolean callsOurs;

    private Expression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
        this.callsOurs = Functions.NAMES.stream().anyMatch(name -> text.contains("$" + name));
    }

    /** Compiles what stands between the braces; throws {@link RuntimeException} on bad syntax. */
    static Expression compile(String text) {
        Jsonata compiled = Jsonata.jsonata(text);
        compiled.setValidateInput(false);
        // Otherwise null and undefined could not be told apart, and shared values would be changed in place.
        compiled.setOutputConvertNulls(false);
        return new Expression(text, compiled);
    }

    /** Returns the text without its braces, as AWS quotes it. */
    String text() {
        return text;
    }

    /** Says whether it may call one of {@link Functions}; binding them costs more than most expressions. */
    boolean callsOurs() {
        return callsOurs;
    }

    /**
     * Returns the value, or Java's null if the expression returns nothing.
     *
     * @throws Unsupported if it is no JSON, such as a function
     */
    Object evaluate(Jsonata.Frame bindings) {
        Object result = compiled.evaluate(null, bindings);
        return result == null ? null : settled(result);
    }

    /** Takes JSONata's own kinds of lists and numbers out of a result; what is plain already is not copied. */
    private static Object settled(Object result) {
        return switch (result) {
            case String text -> text;
            case Boolean truth -> truth;
            case Integer number -> number;
            case Long number -> number;
            case Double number -> number;
            case Number number -> number.doubleValue();
            case Map<?, ?> fields -> settledFields(fields);
            case List<?> items -> settledItems(items);
            case null -> Json.NULL;
            case Object other when other == Json.NULL -> other;
            case Object _ -> throw new Unsupported();
        };
    }

    private static Object settledFields(Map<?, ?> fields) {
        boolean same = true;
        for (Object inner : fields.values()) {
            same &= settled(inner) == inner;
        }
        if (same) {
            return fields;
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        fields.forEach((name, inner) -> plain.put((String) name, settled(inner)));
        return plain;
    }

    private static Object settledItems(List<?> items) {
        boolean same = items.getClass() == ArrayList.class;
        for (int i = 0; same && i < items.size(); i++) {
            same = settled(items.get(i)) == items.get(i);
        }
        if (same) {
            return items;
        }
        List<Object> plain = new ArrayList<>(items.size());
        items.forEach(item -> plain.add(settled(item)));
        return plain;
    }

    /** The result is no JSON value. */
    static final class Unsupported extends RuntimeException {
        Unsupported() {
            super("unsupported result type", null, false, false);
        }
    }
}
