package slipway.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/**
 * What AWS's service models allow of a parameter, where no service of the sandbox looks for itself: its values, its length or size,
 * its pattern. They stand in {@code limits.json} by service, operation and path; the check against botocore holds them to its models,
 * and fails if a limit of a model is neither here nor looked for.
 */
final class Limits {
    /** How a service calls what most call ValidationException, or ValidationError in the Query protocol. */
    private static final Map<String, String> CODES = Map.of(
            "ecr", "InvalidParameterException", "ecs", "InvalidParameterException", "logs", "InvalidParameterException",
            "elasticloadbalancing", "ValidationError", "iam", "ValidationError", "cloudformation", "ValidationError", "sns", "InvalidParameter");
    private static final Map<String, List<Limit>> ALL = read();

    /**
     * One parameter's limits.
     *
     * @param items of the list, if it is one; the others are then of each item
     * @param longest in characters
     * @param highest of a number, which is text in the Query protocol
     */
    private record Limit(String[] path, Set<String> values, long items, long longest, long highest, Optional<Pattern> pattern) {
        /** Returns the constraint that the value does not satisfy, as AWS words it. */
        Optional<String> broken(JsonNode value) {
            String text = value.asText();
            if (value.isArray()) {
                return value.size() > items ? Optional.of("Member must have length less than or equal to " + items) : Optional.empty();
            }
            if (text.length() > longest) {
                return Optional.of("Member must have length less than or equal to " + longest);
            }
            if (highest < Long.MAX_VALUE && text.matches("\\d{1,18}") && Long.parseLong(text) > highest) {
                return Optional.of("Member must have value less than or equal to " + highest);
            }
            if (!values.isEmpty() && !values.contains(text)) {
                return Optional.of("Member must satisfy enum value set: [" + values.stream().sorted().collect(Collectors.joining(", ")) + "]");
            }
            return pattern.filter(shape -> !shape.matcher(text).matches()).map(shape -> "Member must satisfy regular expression pattern: " + shape);
        }
    }

    private Limits() {}

    /** @throws AwsFault in the service's name for it, if a value is beyond what AWS's model allows */
    static void require(Call call) {
        for (Limit limit : ALL.getOrDefault(call.service() + ":" + call.operation(), List.of())) {
            check(call, limit, 0, call.input());
        }
    }

    private static void check(Call call, Limit limit, int depth, JsonNode node) {
        if (depth == limit.path.length) {
            limit.broken(node).ifPresent(constraint -> {
                throw AwsFault.of(CODES.getOrDefault(call.service(), "ValidationException"), "1 validation error detected: Value at '"
                        + String.join(".", limit.path) + "' failed to satisfy constraint: " + constraint);
            });
        }
        if (node.isArray()) {
            node.forEach(item -> check(call, limit, depth, item));
        } else if (depth < limit.path.length && node.hasNonNull(limit.path[depth])) {
            check(call, limit, depth + 1, node.get(limit.path[depth]));
        }
    }

    private static Map<String, List<Limit>> read() {
        Map<String, List<Limit>> read = new HashMap<>();
        try (InputStream resource = Limits.class.getResourceAsStream("limits.json")) {
            new ObjectMapper().readTree(resource).properties().forEach(service -> service.getValue().properties().forEach(operation -> {
                List<Limit> limits = read.computeIfAbsent(service.getKey() + ":" + operation.getKey(), _ -> new ArrayList<>());
                operation.getValue().properties().forEach(path -> limits.add(limit(path.getKey(), path.getValue())));
            }));
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Limit limit(String path, JsonNode told) {
        Set<String> values = told.path("values").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        return new Limit(path.split("\\."), values, told.path("items").asLong(Long.MAX_VALUE), told.path("longest").asLong(Long.MAX_VALUE),
                told.path("highest").asLong(Long.MAX_VALUE), Optional.ofNullable(told.path("pattern").textValue()).map(Pattern::compile));
    }
}
