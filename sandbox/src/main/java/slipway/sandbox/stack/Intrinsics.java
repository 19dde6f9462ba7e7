package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The intrinsic functions of CloudFormation that Slipway's template uses; another one is an error. {@code Ref} and
 * {@code GetAtt} answer from the names that the stack gives its resources.
 */
final class Intrinsics {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}][^}]*)}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode conditions;
    private final Map<String, JsonNode> refs = new HashMap<>();
    private final Map<String, JsonNode> attributes = new HashMap<>();

    Intrinsics(JsonNode conditions) {
        this.conditions = conditions;
    }

    void ref(String name, JsonNode value) {
        refs.put(name, value);
    }

    void ref(String name, String value) {
        ref(name, TextNode.valueOf(value));
    }

    /** Names a parameter by what was given, else its default; a list is what CloudFormation makes of the text. */
    void parameter(String name, JsonNode declared, Map<String, String> given) {
        String value = given.getOrDefault(name, declared.path("Default").asText(""));
        if (declared.path("Type").asText().equals("CommaDelimitedList")) {
            ArrayNode list = NODES.arrayNode();
            List.of(value.split(",")).forEach(item -> list.add(item.strip()));
            ref(name, list);
        } else {
            ref(name, value);
        }
    }

    void attribute(String resource, String attribute, String value) {
        attributes.put(resource + "." + attribute, TextNode.valueOf(value));
    }

    /** Returns the value with every function in it resolved; what resolves to AWS::NoValue is left out. */
    JsonNode resolve(JsonNode value) {
        if (value.isArray()) {
            ArrayNode all = NODES.arrayNode();
            value.forEach(item -> add(all, resolve(item)));
            return all;
        }
        if (!value.isObject()) {
            return value;
        }
        if (value.size() == 1) {
            var only = value.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return call(only.getKey(), only.getValue());
            }
        }
        ObjectNode all = NODES.objectNode();
        value.properties().forEach(field -> {
            JsonNode resolved = resolve(field.getValue());
            if (!resolved.isMissingNode()) {
                all.set(field.getKey(), resolved);
            }
        });
        return all;
    }

    private static void add(ArrayNode all, JsonNode item) {
        if (!item.isMissingNode()) {
            all.add(item);
        }
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> reference(argument.asText());
            case "Fn::GetAtt" -> found(attributes, argument.get(0).asText() + "." + argument.get(1).asText());
            case "Fn::Sub" -> TextNode.valueOf(PLACEHOLDER.matcher(argument.asText()).replaceAll(this::substitute));
            case "Fn::Join" -> TextNode.valueOf(String.join(argument.get(0).asText(), texts(resolve(argument.get(1)))));
            case "Fn::If" -> resolve(argument.get(holds(argument.get(0).asText()) ? 1 : 2));
            default -> throw new IllegalArgumentException("the sandbox does not model the intrinsic function " + function);
        };
    }

    private JsonNode reference(String name) {
        return name.equals("AWS::NoValue") ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : found(refs, name);
    }

    private String substitute(MatchResult placeholder) {
        String name = placeholder.group(1);
        JsonNode value = name.contains(".") ? found(attributes, name) : reference(name);
        return java.util.regex.Matcher.quoteReplacement(value.asText());
    }

    boolean holds(String condition) {
        return test(conditions.path(condition));
    }

    private boolean test(JsonNode condition) {
        var only = condition.properties().iterator().next();
        JsonNode arguments = only.getValue();
        return switch (only.getKey()) {
            case "Fn::Equals" -> resolve(arguments.get(0)).asText().equals(resolve(arguments.get(1)).asText());
            case "Fn::Not" -> !test(arguments.get(0));
            case "Fn::And" -> all(arguments).stream().allMatch(this::test);
            case "Fn::Or" -> all(arguments).stream().anyMatch(this::test);
            case "Condition" -> holds(arguments.asText());
            default -> throw new IllegalArgumentException("the sandbox does not model the condition " + only.getKey());
        };
    }

    private static JsonNode found(Map<String, JsonNode> values, String name) {
        JsonNode value = values.getOrDefault(name, NullNode.getInstance());
        if (value.isNull()) {
            throw new IllegalArgumentException("the template refers to " + name + ", which the sandbox's stack has not");
        }
        return value;
    }

    private static List<JsonNode> all(JsonNode list) {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        return items;
    }

    private static List<String> texts(JsonNode list) {
        return all(list).stream().map(JsonNode::asText).toList();
    }
}
