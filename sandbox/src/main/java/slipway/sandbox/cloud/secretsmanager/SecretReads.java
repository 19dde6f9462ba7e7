package slipway.sandbox.cloud.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** The operations that read secrets; only GetSecretValue shows a value. */
final class SecretReads {
    private final SecretsManager manager;

    SecretReads(SecretsManager manager) {
        this.manager = manager;
    }

    /** API_GetSecretValue. */
    ObjectNode value(Call call) {
        Asked asked = Asked.json(call);
        Secret secret = manager.find(asked.sized("SecretId", 1, 2048));
        Secret.Version version = asked.optional("VersionId").map(secret::byId)
                .orElseGet(() -> secret.byStage(asked.optional("VersionStage").orElse(Secret.CURRENT)))
                .filter(found -> secret.stage(found).equals(asked.optional("VersionStage").orElse(secret.stage(found))))
                .orElseThrow(() -> AwsFault.of("ResourceNotFoundException", "Secrets Manager can't find the specified secret value for "
                        + (asked.has("VersionId") ? "VersionId: " + asked.text("VersionId") : "staging label: " + asked.text("VersionStage"))));
        ObjectNode output = SecretsManager.named(secret).put("VersionId", version.id())
                .put("SecretString", version.value()).put("CreatedDate", Secret.seconds(version.createdAt()));
        output.putArray("VersionStages").add(secret.stage(version));
        return output;
    }

    /** API_DescribeSecret. */
    ObjectNode describe(Call call) {
        return described(manager.find(Asked.json(call).sized("SecretId", 1, 2048)), "VersionIdsToStages");
    }

    /** API_DescribeSecret: KmsKeyId is left out for the account's own key for secrets. */
    private ObjectNode described(Secret secret, String versions) {
        ObjectNode output = SecretsManager.named(secret);
        manager.key(secret.arn).ifPresent(key -> output.put("KmsKeyId", key));
        if (!secret.description.isEmpty()) {
            output.put("Description", secret.description);
        }
        output.put("LastChangedDate", Secret.seconds(secret.current().createdAt())).put("CreatedDate", Secret.seconds(secret.createdAt));
        ObjectNode stages = output.putObject(versions);
        secret.versions().forEach(version -> stages.putArray(version.id()).add(secret.stage(version)));
        return output;
    }

    /** API_ListSecrets; of the filters {@code name} is modelled, by the beginning of the name. */
    ObjectNode list(Call call) {
        Asked asked = Asked.json(call);
        Predicate<Secret> wanted = _ -> true;
        for (JsonNode filter : call.input().path("Filters")) {
            String key = filter.path("Key").asText();
            if (!key.equals("name")) {
                throw AwsFault.notModelled("the secret filter " + key);
            }
            List<String> values = filter.path("Values").valueStream().map(JsonNode::asText).toList();
            wanted = wanted.and(secret -> values.stream().anyMatch(secret.name::startsWith));
        }
        Comparator<Secret> order = switch (asked.oneOf("SortBy", "created-date", List.of("created-date", "last-changed-date", "name"))) {
            case "name" -> Comparator.comparing(secret -> secret.name);
            case "last-changed-date" -> Comparator.comparing(secret -> secret.current().createdAt());
            default -> Comparator.comparing(secret -> secret.createdAt);
        };
        boolean ascending = asked.oneOf("SortOrder", "desc", List.of("asc", "desc")).equals("asc");
        List<Secret> found = manager.all().stream().filter(wanted).sorted(ascending ? order : order.reversed()).toList();
        var page = asked.page(found, asked.whole("MaxResults", 100, 1, 100), "NextToken",
                () -> AwsFault.of("InvalidNextTokenException", "You have provided an invalid NextToken."));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode listed = output.putArray("SecretList");
        page.items().forEach(secret -> listed.add(described(secret, "SecretVersionsToStages")));
        page.next().ifPresent(token -> output.put("NextToken", token));
        return output;
    }
}
