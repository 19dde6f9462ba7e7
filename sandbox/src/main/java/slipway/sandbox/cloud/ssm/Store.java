package slipway.sandbox.cloud.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Bus;
import slipway.sandbox.cloud.Place;

/**
 * The parameters, by name. Each change is told as {@code Parameter Store Change} ("Setting up notifications or triggering
 * actions based on Parameter Store events").
 */
final class Store {
    private final Place place;
    private final InstantSource clock;
    private final Bus bus;
    private final Map<String, Parameter> parameters = new TreeMap<>();

    Store(Place place, InstantSource clock, Bus bus) {
        this.place = place;
        this.clock = clock;
        this.bus = bus;
    }

    Place place() {
        return place;
    }

    Instant now() {
        return clock.instant();
    }

    Collection<Parameter> all() {
        return parameters.values();
    }

    Optional<Parameter> find(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Finds what a call names, by name or ARN; a version or label behind a colon is not modelled. */
    Optional<Parameter> asked(JsonNode name) {
        String text = name.asText();
        if (text.startsWith("arn:")) {
            return parameters.values().stream().filter(parameter -> parameter.arn(place).equals(text)).findFirst();
        }
        if (text.contains(":")) {
            throw AwsFault.notModelled("parameter versions and labels, as in " + text);
        }
        return find(text);
    }

    void put(Parameter parameter) {
        tell(parameters.put(parameter.name(), parameter) == null ? "Create" : "Update", parameter);
    }

    void delete(Parameter parameter) {
        parameters.remove(parameter.name());
        tell("Delete", parameter);
    }

    private void tell(String operation, Parameter parameter) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode()
                .put("operation", operation).put("name", parameter.name()).put("type", parameter.type());
        if (!parameter.description().isEmpty()) {
            detail.put("description", parameter.description());
        }
        bus.emit("aws.ssm", "Parameter Store Change", List.of(parameter.arn(place)), detail);
    }
}
