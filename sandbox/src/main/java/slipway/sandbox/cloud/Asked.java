package slipway.sandbox.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An operation's parameters, checked as the services do that say {@code 1 validation error detected} (Systems Manager,
 * Step Functions, Secrets Manager, CloudWatch Logs, Elastic Load Balancing).
 *
 * @param code the service's name for such an error
 */
public record Asked(ObjectNode input, String code) {
    private static final Pattern POSITION = Pattern.compile("\\d{1,9}");

    /** One page of a listing, and the token of the next one if there is more. */
    public record Slice<T>(List<T> items, Optional<String> next) {}

    /** Reads a call of a JSON service. */
    public static Asked json(Call call) {
        return new Asked(call.input(), "ValidationException");
    }

    /** Reads a call of a Query service; its values are all text. */
    public static Asked query(Call call) {
        return new Asked(call.input(), "ValidationError");
    }

    public boolean has(String member) {
        return input.hasNonNull(member);
    }

    /** @throws AwsFault if it is not given */
    public String text(String member) {
        return optional(member).orElseThrow(() -> failed("null", member, "Member must not be null"));
    }

    public Optional<String> optional(String member) {
        return has(member) ? Optional.of(input.get(member).asText()) : Optional.empty();
    }

    public boolean truth(String member) {
        return input.path(member).asBoolean(false);
    }

    /** Returns the items of a list of text; none if it is not given. */
    public List<String> texts(String member) {
        return input.path(member).valueStream().map(JsonNode::asText).toList();
    }

    /** @throws AwsFault if it is none of the values */
    public String oneOf(String member, String standard, List<String> values) {
        String given = optional(member).orElse(standard);
        if (!values.contains(given)) {
            throw failed("'" + given + "'", member, "Member must satisfy enum value set: [" + String.join(", ", values) + "]");
        }
        return given;
    }

    /** @throws AwsFault if it is no whole number between the two */
    public int whole(String member, int standard, int least, int most) {
        if (!has(member)) {
            return standard;
        }
        String given = text(member);
        if (!given.matches("-?\\d{1,9}")) {
            throw failed("'" + given + "'", member, "Member must be a whole number");
        }
        int value = Integer.parseInt(given);
        if (value < least || value > most) {
            throw failed("'" + value + "'", member, value < least
                    ? "Member must have value greater than or equal to " + least
                    : "Member must have value less than or equal to " + most);
        }
        return value;
    }

    /** @throws AwsFault if the text is shorter or longer, in characters */
    public String sized(String member, int least, int most) {
        String given = text(member);
        if (given.length() < least || given.length() > most) {
            throw failed("'" + shown(given) + "'", member, given.length() < least
                    ? "Member must have length greater than or equal to " + least
                    : "Member must have length less than or equal to " + most);
        }
        return given;
    }

    /** A value that may be long is shown by its beginning. */
    private static String shown(String given) {
        return given.length() <= 100 ? given : given.substring(0, 100) + "…";
    }

    /**
     * Takes a page; the token says how many items went before it.
     *
     * @param badToken makes what is thrown where the token is not one of ours
     */
    public <T> Slice<T> page(List<T> all, int size, String tokenMember, Supplier<AwsFault> badToken) {
        String token = optional(tokenMember).orElse("0");
        if (!POSITION.matcher(token).matches() || Integer.parseInt(token) > all.size()) {
            throw badToken.get();
        }
        int from = Integer.parseInt(token);
        int to = Math.min(from + size, all.size());
        return new Slice<>(all.subList(from, to), to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private AwsFault failed(String value, String member, String constraint) {
        String name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
        return AwsFault.of(code, "1 validation error detected: Value " + value + " at '" + name + "' failed to satisfy constraint: " + constraint);
    }
}
