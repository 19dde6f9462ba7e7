package slipway.sandbox.cloud.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** Secrets in their current version; older versions, rotation and binary secrets are not modelled. */
public final class SecretsManager implements Service {
    private record Secret(String arn, String name, String value, String versionId, Instant createdAt) {
        String partialArn() {
            return arn.substring(0, arn.lastIndexOf('-'));
        }
    }

    private final Place place;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Secret> secrets = new TreeMap<>();
    private final Map<String, Operation> operations =
            Map.of("GetSecretValue", Operation.of("SecretId, VersionId, VersionStage", this::getValue));

    public SecretsManager(Place place, InstantSource clock, Ids ids) {
        this.place = place;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String signingName() {
        return "secretsmanager";
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Creates a secret or gives it a new value; returns its ARN, which ends in six characters of its own (API_CreateSecret). */
    public String put(String name, String value) {
        String arn = Optional.ofNullable(secrets.get(name)).map(Secret::arn)
                .orElseGet(() -> place.arn("secretsmanager", "secret:" + name + "-" + ids.hex(6)));
        secrets.put(name, new Secret(arn, name, value, ids.uuid(), clock.instant()));
        return arn;
    }

    /** API_GetSecretValue. */
    private ObjectNode getValue(Call call) {
        JsonNode input = call.input();
        Secret secret = find(input.path("SecretId").asText(""));
        if (!input.path("VersionStage").asText("AWSCURRENT").equals("AWSCURRENT")
                || !input.path("VersionId").asText(secret.versionId()).equals(secret.versionId())) {
            throw AwsFault.notModelled("secret versions that are not current");
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode()
                .put("ARN", secret.arn()).put("Name", secret.name()).put("VersionId", secret.versionId())
                .put("SecretString", secret.value()).put("CreatedDate", BigDecimal.valueOf(secret.createdAt().toEpochMilli(), 3));
        output.putArray("VersionStages").add("AWSCURRENT");
        return output;
    }

    /** By name, ARN, or ARN without its last six characters. */
    private Secret find(String id) {
        return secrets.values().stream()
                .filter(secret -> id.equals(secret.name()) || id.equals(secret.arn()) || id.equals(secret.partialArn()))
                .findFirst()
                .orElseThrow(() -> AwsFault.of("ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }
}
