package slipway.sandbox.cloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import slipway.sandbox.cloud.AwsFault;

/** An operation's parameters as ECS reads them; an explicit null is the same as absent. */
record Input(ObjectNode node) {
    boolean has(String member) {
        return node.hasNonNull(member);
    }

    Optional<String> text(String member) {
        return has(member) ? Optional.of(node.get(member).asText()) : Optional.empty();
    }

    /** @throws AwsFault InvalidParameterException if it is absent or blank */
    String required(String member) {
        return text(member).filter(text -> !text.isBlank()).orElseThrow(() -> invalid(capital(member) + " cannot be blank."));
    }

    OptionalInt count(String member) {
        if (!has(member)) {
            return OptionalInt.empty();
        }
        if (!node.get(member).isIntegralNumber() || node.get(member).asInt() < 0) {
            throw invalid("The " + member + " must be a whole number of at least 0.");
        }
        return OptionalInt.of(node.get(member).asInt());
    }

    /** @throws AwsFault InvalidParameterException if it is none of the values */
    String oneOf(String member, String standard, String... values) {
        String given = text(member).orElse(standard);
        if (!List.of(values).contains(given)) {
            throw invalid(capital(member) + " should be one of " + String.join(", ", values) + ", was '" + given + "'.");
        }
        return given;
    }

    boolean flag(String member) {
        return node.path(member).asBoolean(false);
    }

    List<String> texts(String member) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node.path(member)) {
            texts.add(text.asText());
        }
        return texts;
    }

    /** @throws AwsFault InvalidParameterException if there is none or there are more than {@code most} */
    List<String> texts(String member, int most) {
        List<String> texts = texts(member);
        if (texts.isEmpty()) {
            throw invalid(capital(member) + " cannot be empty.");
        }
        if (texts.size() > most) {
            throw invalid(capital(member) + " cannot have more than " + most + " elements.");
        }
        return texts;
    }

    static AwsFault invalid(String message) {
        return AwsFault.of("InvalidParameterException", message);
    }

    static AwsFault client(String message) {
        return AwsFault.of("ClientException", message);
    }

    private static String capital(String member) {
        return Character.toUpperCase(member.charAt(0)) + member.substring(1);
    }
}
