package slipway.sandbox.cloud.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.sandbox.cloud.AwsFault;

/** Reads the parameters of calls, refusing what Step Functions refuses. */
final class Parameters {
    /** Letters beyond ASCII are allowed, these and control characters are not (StartExecution, parameter name). */
    private static final Pattern BAD_NAME = Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}\ufffe\uffff]");

    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/.+");
    private static final int LONGEST_NAME = 80;
    private static final int LARGEST_INPUT = 262_144;

    private final ObjectNode input;

    Parameters(ObjectNode input) {
        this.input = input;
    }

    /** @throws slipway.sandbox.cloud.AwsFault InvalidArn unless it is a role's ARN */
    static void requireRole(String arn) {
        if (!ROLE.matcher(arn).matches()) {
            throw AwsFault.of("InvalidArn", "Invalid Role Arn: '" + arn + "'");
        }
    }

    String text(String name) {
        return optional(name).orElseThrow(() ->
                Faults.invalid("Value null at '" + name + "' failed to satisfy constraint: Member must not be null"));
    }

    boolean has(String name) {
        return input.hasNonNull(name);
    }

    Optional<String> optional(String name) {
        JsonNode value = input.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    /** @throws slipway.sandbox.cloud.AwsFault if it is none of the values */
    String oneOf(String name, String standard, List<String> values) {
        String given = optional(name).orElse(standard);
        if (!values.contains(given)) {
            throw Faults.invalid("Value '" + given + "' at '" + name + "' failed to satisfy constraint: Member must satisfy enum value set: ["
                    + String.join(", ", values) + "]");
        }
        return given;
    }

    /** Returns a number from 0 to {@code most}, or the standard. */
    int whole(String name, int standard, int most) {
        int given = input.path(name).asInt(standard);
        if (given < 0 || given > most) {
            throw Faults.invalid("Value '" + given + "' at '" + name + "' failed to satisfy constraint: Member must have value "
                    + (given < 0 ? "greater than or equal to 0" : "less than or equal to " + most));
        }
        return given;
    }

    /** Returns a text of at most so many characters, or an empty one. */
    String atMost(String name, int most) {
        String given = optional(name).orElse("");
        if (given.length() > most) {
            throw Faults.invalid("Value at '" + name + "' failed to satisfy constraint: Member must have length less than or equal to " + most);
        }
        return given;
    }

    boolean truth(String name, boolean standard) {
        return input.path(name).asBoolean(standard);
    }

    static String checkedName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || BAD_NAME.matcher(name).find()) {
            throw Faults.invalidName(name);
        }
        return name;
    }

    static String checkedInput(String input) {
        if (input.length() > LARGEST_INPUT || input.getBytes(StandardCharsets.UTF_8).length > LARGEST_INPUT) {
            throw Faults.invalidInput("Input size exceeds the maximum of " + LARGEST_INPUT + " bytes.");
        }
        return input;
    }

    /** Returns one page and puts nextToken into the answer if more follows. */
    <T> List<T> page(List<T> all, ObjectNode answer) {
        int most = whole("maxResults", 0, 1000);
        int from = optional("nextToken").map(Parameters::position).orElse(0);
        int to = Math.min(all.size(), from + (most == 0 ? 100 : most));
        if (from > to) {
            throw Faults.invalidToken(text("nextToken"));
        }
        if (to < all.size()) {
            answer.put("nextToken", Integer.toString(to));
        }
        return all.subList(from, to);
    }

    private static int position(String token) {
        if (!token.matches("\\d{1,9}")) {
            throw Faults.invalidToken(token);
        }
        return Integer.parseInt(token);
    }
}
