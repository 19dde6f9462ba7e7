package slipway.sandbox.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import slipway.sandbox.cloud.iam.Iam;

/** The template's roles, with what their own and the managed policies say once every function in them is resolved. */
final class Roles {
    private final JsonNode resources;
    private final Intrinsics names;

    Roles(JsonNode resources, Intrinsics names) {
        this.resources = resources;
        this.names = names;
    }

    void put(Iam iam) {
        resources.properties().stream().filter(resource -> type(resource.getValue(), "AWS::IAM::Role")).forEach(resource -> {
            JsonNode role = resource.getValue().path("Properties");
            iam.put(names.resolve(reference(resource.getKey())).asText(), names.resolve(role.path("AssumeRolePolicyDocument")), policies(role));
        });
    }

    private Map<String, JsonNode> policies(JsonNode role) {
        Map<String, JsonNode> policies = new LinkedHashMap<>();
        role.path("ManagedPolicyArns").forEach(attached -> {
            String policy = attached.path("Ref").asText();
            JsonNode declared = resources.path(policy);
            if (!type(declared, "AWS::IAM::ManagedPolicy")) {
                throw new IllegalArgumentException("the sandbox's stack knows only managed policies of its own template, was " + attached);
            }
            policies.put(policy, names.resolve(declared.path("Properties").path("PolicyDocument")));
        });
        role.path("Policies").forEach(inline -> policies.put(names.resolve(inline.path("PolicyName")).asText(), names.resolve(inline.path("PolicyDocument"))));
        return policies;
    }

    private static JsonNode reference(String resource) {
        return JsonNodeFactory.instance.objectNode().put("Ref", resource);
    }

    private static boolean type(JsonNode resource, String type) {
        return resource.path("Type").asText().equals(type);
    }
}
