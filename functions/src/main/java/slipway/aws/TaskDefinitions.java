package slipway.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import slipway.codec.Json;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

/** Task definitions as ECS writes them. The client must have {@link RawJson} among its interceptors. */
record TaskDefinitions(EcsClient ecs) {
    /** What DescribeTaskDefinition says and RegisterTaskDefinition does not take; all else is kept, known to us or not. */
    private static final List<String> ANSWER_ONLY = List.of("taskDefinitionArn", "revision", "status", "requiresAttributes",
            "compatibilities", "registeredAt", "registeredBy", "deregisteredAt", "deleteRequestedAt");

    private static final String TAGS = "tags";

    /**
     * A task definition that can be registered, tags included.
     *
     * @param arn where it was read
     * @param members the members of RegisterTaskDefinition
     */
    record Written(String arn, boolean active, ObjectNode members) {
        /**
         * Returns a copy in which the named containers have these images.
         *
         * @throws BadInput if one of them is not there
         */
        ObjectNode with(Map<String, String> images) {
            ObjectNode copy = members.deepCopy();
            Set<String> missing = new TreeSet<>(images.keySet());
            for (JsonNode container : copy.path("containerDefinitions")) {
                String name = container.path("name").asText();
                if (missing.remove(name)) {
                    ((ObjectNode) container).put("image", images.get(name));
                }
            }
            if (!missing.isEmpty()) {
                throw new BadInput("task definition has no such container").with("taskDefinition", arn).with("container", missing);
            }
            return copy;
        }

        /** Says whether registering would give the same again; in what order the tags are does not matter. */
        boolean says(ObjectNode wanted) {
            return untagged(members).equals(untagged(wanted)) && tags(members).equals(tags(wanted));
        }

        private static ObjectNode untagged(ObjectNode members) {
            return members.deepCopy().without(TAGS);
        }

        private static Set<JsonNode> tags(ObjectNode members) {
            Set<JsonNode> tags = new HashSet<>();
            members.path(TAGS).forEach(tags::add);
            return tags;
        }
    }

    /** Reads one by its ARN, or a family's latest ACTIVE one; empty if there is none. */
    Optional<Written> read(String name) {
        AtomicReference<byte[]> answer = new AtomicReference<>();
        try {
            ecs.describeTaskDefinition(ask -> ask.taskDefinition(name).include(TaskDefinitionField.TAGS)
                    .overrideConfiguration(with -> with.putExecutionAttribute(RawJson.RECEIVED, answer)));
            return Optional.of(written(Json.MAPPER.readTree(answer.get())));
        } catch (ClientException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw Faults.of("ecs:DescribeTaskDefinition", e);
        } catch (IOException e) {
            throw new TryAgain("ECS answered what is not JSON", e).with("taskDefinition", name);
        }
    }

    /** Returns the revision in {@code arn:…:task-definition/FAMILY:REVISION}. */
    static long number(String arn) {
        return Long.parseLong(arn.substring(arn.lastIndexOf(':') + 1));
    }

    /** Registers a new revision and returns its ARN. */
    String register(ObjectNode members) {
        byte[] body = Json.write(members).getBytes(StandardCharsets.UTF_8);
        String family = members.path("family").asText();
        try {
            return ecs.registerTaskDefinition(ask -> ask.family(family).overrideConfiguration(with -> with.putExecutionAttribute(RawJson.SENT, body)))
                    .taskDefinition().taskDefinitionArn();
        } catch (EcsException e) {
            // Its code is that of every refusal of ECS (hashicorp/terraform-provider-aws#9777).
            if (Faults.message(e).contains("concurrent attempts")) {
                throw new TryAgain("others register in this family at the same time", e).with("family", family);
            }
            throw Faults.of("ecs:RegisterTaskDefinition", e);
        } catch (SdkException e) {
            throw Faults.of("ecs:RegisterTaskDefinition", e);
        }
    }

    private static Written written(JsonNode answer) {
        ObjectNode members = answer.path("taskDefinition").deepCopy();
        String arn = members.path("taskDefinitionArn").asText();
        boolean active = members.path("status").asText().equals("ACTIVE");
        members.remove(ANSWER_ONLY);
        ArrayNode tags = Json.MAPPER.createArrayNode();
        for (JsonNode tag : answer.path(TAGS)) {
            // Those are AWS's own: RegisterTaskDefinition rejects the prefix.
            if (!tag.path("key").asText().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                tags.add(tag);
            }
        }
        if (!tags.isEmpty()) {
            members.set(TAGS, tags);
        }
        return new Written(arn, active, members);
    }
}
