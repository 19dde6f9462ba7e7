package slipway.sandbox.cloud.secretsmanager;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** Secrets of text in their current and their previous version; rotation, deletion, binary secrets and stages of one's own are not modelled. */
public final class SecretsManager implements Service {
    private final Place place;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Secret> secrets = new TreeMap<>();
    private final Map<String, String> keys = new TreeMap<>();
    private final SecretReads reads = new SecretReads(this);
    private final Map<String, Operation> operations = Map.of(
            "CreateSecret", Operation.of("Name, Description, ClientRequestToken, SecretString", this::create),
            "PutSecretValue", Operation.of("SecretId, ClientRequestToken, SecretString", this::putValue),
            "GetSecretValue", Operation.of("SecretId, VersionId, VersionStage", reads::value),
            "DescribeSecret", Operation.of("SecretId", reads::describe),
            "ListSecrets", Operation.of("MaxResults, NextToken, Filters[]{Key, Values[]}, SortOrder, SortBy", reads::list));

    public SecretsManager(Place place, InstantSource clock, Ids ids) {
        this.place = place;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String signingName() {
        return "secretsmanager";
    }

    /** Encrypts a secret under a key of the account, by the ARNs of both; else it is under the account's own key for secrets. */
    public void encrypt(String secretArn, String keyArn) {
        keys.put(secretArn, keyArn);
    }

    /** Returns the key under which a secret stands, if it is one of the account's own. */
    Optional<String> key(String secretArn) {
        return Optional.ofNullable(keys.get(secretArn));
    }

    /** "Actions … for AWS Secrets Manager"; a key of one's own has to be allowed too ("Secret encryption and decryption in AWS Secrets Manager"). */
    @Override
    public List<Need> needs(Call call) {
        if (!call.operation().equals("GetSecretValue")) {
            return Service.super.needs(call);
        }
        String id = call.input().path("SecretId").asText("");
        String arn = secrets.values().stream().filter(secret -> secret.isNamed(id)).map(secret -> secret.arn).findFirst()
                .orElse(id.startsWith("arn:") ? id : place.arn("secretsmanager", "secret:" + id + "-??????"));
        Need own = Need.of("secretsmanager:GetSecretValue", arn).with("secretsmanager:SecretId", id);
        return key(arn).map(key -> List.of(own, Need.of("kms:Decrypt", key)
                .with("kms:ViaService", "secretsmanager." + place.region() + ".amazonaws.com")
                .at("secretsmanager:GetSecretValue"))).orElse(List.of(own));
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Creates a secret or gives it a new value; returns its ARN, which ends in six characters of its own (API_CreateSecret). */
    public String put(String name, String value) {
        Secret present = secrets.get(name);
        String arn = present == null ? newArn(name) : present.arn;
        Secret.Version version = new Secret.Version(ids.uuid(), value, clock.instant());
        if (present == null) {
            secrets.put(name, new Secret(arn, name, "", version));
        } else {
            present.put(version);
        }
        return arn;
    }

    private String newArn(String name) {
        return place.arn("secretsmanager", "secret:" + name + "-" + ids.hex(6));
    }

    /** API_CreateSecret; the same token and value again is no error. */
    private ObjectNode create(Call call) {
        Asked asked = Asked.json(call);
        String name = asked.sized("Name", 1, 512);
        if (!name.matches("[A-Za-z0-9/_+=.@!-]+")) {
            throw AwsFault.of("ValidationException", "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");
        }
        Secret.Version version = version(asked);
        Secret present = secrets.get(name);
        if (present != null && present.current().id().equals(version.id()) && present.current().value().equals(version.value())) {
            return named(present).put("VersionId", version.id());
        }
        if (present != null) {
            throw AwsFault.of("ResourceExistsException", "The operation failed because the secret " + name + " already exists.");
        }
        Secret secret = new Secret(newArn(name), name, asked.optional("Description").orElse(""), version);
        secrets.put(name, secret);
        return named(secret).put("VersionId", version.id());
    }

    /** API_PutSecretValue; the same token and value again change nothing, the same token with another value is an error. */
    private ObjectNode putValue(Call call) {
        Asked asked = Asked.json(call);
        Secret secret = find(asked.sized("SecretId", 1, 2048));
        Secret.Version version = version(asked);
        Optional<Secret.Version> same = secret.byId(version.id());
        if (same.isPresent() && !same.get().value().equals(version.value())) {
            throw AwsFault.of("ResourceExistsException", "You can't use ClientRequestToken " + version.id()
                    + " because that value is already in use for a version of secret " + secret.arn + ".");
        }
        if (same.isEmpty()) {
            secret.put(version);
        }
        ObjectNode output = named(secret).put("VersionId", version.id());
        output.putArray("VersionStages").add(secret.stage(same.orElse(version)));
        return output;
    }

    private Secret.Version version(Asked asked) {
        if (!asked.has("SecretString")) {
            throw AwsFault.of("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
        }
        String id = asked.has("ClientRequestToken") ? asked.sized("ClientRequestToken", 32, 64) : ids.uuid();
        return new Secret.Version(id, asked.sized("SecretString", 1, 65_536), clock.instant());
    }

    static ObjectNode named(Secret secret) {
        return JsonNodeFactory.instance.objectNode().put("ARN", secret.arn).put("Name", secret.name);
    }

    Collection<Secret> all() {
        return secrets.values();
    }

    Secret find(String id) {
        return secrets.values().stream().filter(secret -> secret.isNamed(id)).findFirst()
                .orElseThrow(() -> AwsFault.of("ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }
}
