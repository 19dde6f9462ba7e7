package slipway.sandbox.asl;

import java.util.List;
import java.util.Map;

/** How many bytes a value has as JSON in UTF-8, counted without writing it. */
final class Size {
    /** 256 KiB, for a state's input and output and for a variable (aws-facts, section 6). */
    static final int LIMIT = 262_144;

    /** 10 MiB, for all variables that a state sees (workflow-variables). */
    private static final int ALL_VARIABLES = 10_485_760;

    private static final int LONGEST_NUMBER = 25;

    private Size() {}

    /** Says whether a value is larger than the limit; for all but large ones without looking into strings. */
    static boolean over(Object value) {
        return most(value) > LIMIT && of(value) > LIMIT;
    }

    /** Says whether variables are larger than all may be together; each alone is at most {@link #LIMIT}, so few are not looked at. */
    static boolean tooMany(Map<String, Object> variables) {
        return (long) variables.size() * LIMIT > ALL_VARIABLES && variables.values().stream().mapToLong(Size::of).sum() > ALL_VARIABLES;
    }

    /** Returns a number that the size can't exceed. */
    private static long most(Object value) {
        return switch (value) {
            case Map<?, ?> fields -> {
                long bytes = 2;
                for (var field : fields.entrySet()) {
                    bytes += 6L * ((String) field.getKey()).length() + 4 + most(field.getValue());
                }
                yield bytes;
            }
            case List<?> items -> {
                long bytes = 2;
                for (Object item : items) {
                    bytes += 1 + most(item);
                }
                yield bytes;
            }
            case String text -> 6L * text.length() + 2;
            case null, default -> LONGEST_NUMBER;
        };
    }

    static int of(Object value) {
        return switch (value) {
            case Map<?, ?> fields -> {
                int bytes = fields.isEmpty() ? 2 : 1;
                for (var field : fields.entrySet()) {
                    bytes += text((String) field.getKey()) + 2 + of(field.getValue());
                }
                yield bytes;
            }
            case List<?> items -> {
                int bytes = items.isEmpty() ? 2 : 1;
                for (Object item : items) {
                    bytes += 1 + of(item);
                }
                yield bytes;
            }
            case String text -> text(text);
            case Boolean truth -> truth ? 4 : 5;
            case Double number when Json.whole(number) -> Long.toString(number.longValue()).length();
            case Number number -> number.toString().length();
            case null, default -> 4;
        };
    }

    private static int text(String text) {
        int bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Half of a pair counts two bytes, so the pair has its four.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            } else if (c < 0x20) {
                bytes += "\b\t\n\f\r".indexOf(c) >= 0 ? 2 : 6;
            } else {
                bytes += c == '"' || c == '\\' ? 2 : 1;
            }
        }
        return bytes;
    }
}
