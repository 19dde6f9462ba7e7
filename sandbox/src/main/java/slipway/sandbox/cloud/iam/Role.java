package slipway.sandbox.cloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A role.
 *
 * @param trust its AssumeRolePolicyDocument
 * @param statements those of its inline and attached policies, by the policies' names
 */
record Role(String name, String arn, String id, Instant createdAt, JsonNode trust, List<Statement> statements) {
    /** @param policies its inline and attached policies' documents, by name */
    static Role of(String name, String arn, String id, Instant createdAt, JsonNode trust, Map<String, JsonNode> policies) {
        return new Role(name, arn, id, createdAt, trust, new TreeMap<>(policies).entrySet().stream()
                .flatMap(policy -> Statement.of(policy.getKey(), policy.getValue()).stream()).toList());
    }

    /** As GetRole shows it: the trust policy is URL-encoded (API_Role: RFC 3986). */
    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("Path", "/").put("RoleName", name).put("RoleId", id).put("Arn", arn)
                .put("CreateDate", createdAt.toString())
                .put("AssumeRolePolicyDocument", URLEncoder.encode(trust.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
                .put("MaxSessionDuration", 3600);
    }
}
