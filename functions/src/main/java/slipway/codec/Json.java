package slipway.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.release.Workload;

/**
 * The one JSON mapper. A word of one value is a string; what is absent is left out; times are ISO 8601. What is not known is passed over: a version of
 * ours that runs on from before an update reads what the newer one writes.
 */
public final class Json {
    /** Immutable once built; shared by all. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .addMixIn(Digest.class, OneValue.class)
            .addMixIn(Tag.class, OneValue.class)
            .addMixIn(TargetName.class, OneValue.class)
            .addMixIn(DeploymentId.class, OneValue.class)
            .addMixIn(Workload.class, Kinds.class)
            .build();

    private Json() {}

    /** @throws IllegalArgumentException if the text is not JSON of this type; says where */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JSON unreadable: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if the tree is not of this type */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JSON unreadable: " + e.getOriginalMessage(), e);
        }
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a word can't be written as JSON", e);
        }
    }

    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Digest, Tag and the like are written as their string. */
    private abstract static class OneValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OneValue(String value) {}

        @JsonValue
        abstract String value();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Workload.EcsService.class, name = "ecs-service"),
        @JsonSubTypes.Type(value = Workload.LambdaFunction.class, name = "lambda-function")
    })
    private interface Kinds {}
}
