package slipway.sandbox.cloud.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SecretsManagerTest {
    private final Sandboxed sandbox = new Sandboxed();
    private final SecretsManager secrets = new SecretsManager(Place.DEFAULT, sandbox.timeline, sandbox.ids);
    private SecretsManagerClient client;

    @BeforeEach
    void start() {
        sandbox.wire.serve(secrets);
        client = sandbox.aimed(SecretsManagerClient.builder()).build();
    }

    @Test
    void secretIsReadByNameOrArn() {
        String arn = secrets.put("slack", "first");
        secrets.put("slack", "second");

        assertThat(client.getSecretValue(call -> call.secretId("slack")).secretString()).isEqualTo("second");
        assertThat(client.getSecretValue(call -> call.secretId(arn).versionStage("AWSCURRENT")).secretString()).isEqualTo("second");
        assertThat(client.getSecretValue(call -> call.secretId(arn.substring(0, arn.length() - 7))).name()).isEqualTo("slack");
    }

    @Test
    void unknownSecretIsAnError() {
        assertThatThrownBy(() -> client.getSecretValue(call -> call.secretId("none")))
                .isInstanceOf(ResourceNotFoundException.class).hasMessageContaining("Secrets Manager can't find the specified secret.");
    }

    @Test
    void newValueMakesTheOldOnePrevious() {
        String first = client.createSecret(call -> call.name("slack").description("webhook").secretString("first")).versionId();
        String second = client.putSecretValue(call -> call.secretId("slack").secretString("second")).versionId();

        assertThat(client.getSecretValue(call -> call.secretId("slack").versionStage("AWSPREVIOUS")).secretString()).isEqualTo("first");
        assertThat(client.getSecretValue(call -> call.secretId("slack").versionId(second)).secretString()).isEqualTo("second");
        assertThat(client.describeSecret(call -> call.secretId("slack")).versionIdsToStages())
                .isEqualTo(Map.of(first, List.of("AWSPREVIOUS"), second, List.of("AWSCURRENT")));
        client.putSecretValue(call -> call.secretId("slack").secretString("third"));
        assertThatThrownBy(() -> client.getSecretValue(call -> call.secretId("slack").versionId(first))).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.getSecretValue(call -> call.secretId("slack").versionStage("MINE")))
                .hasMessageContaining("Secrets Manager can't find the specified secret value for staging label: MINE");
    }

    @Test
    void sameTokenIsTheSameVersion() {
        String token = "12345678-1234-1234-1234-123456789012";
        client.createSecret(call -> call.name("slack").secretString("first").clientRequestToken(token));

        client.createSecret(call -> call.name("slack").secretString("first").clientRequestToken(token));
        assertThat(client.putSecretValue(call -> call.secretId("slack").secretString("first").clientRequestToken(token)).versionStages()).containsExactly("AWSCURRENT");
        assertThatThrownBy(() -> client.putSecretValue(call -> call.secretId("slack").secretString("other").clientRequestToken(token))).isInstanceOf(ResourceExistsException.class);
        assertThatThrownBy(() -> client.createSecret(call -> call.name("slack").secretString("other"))).isInstanceOf(ResourceExistsException.class);
        assertThatThrownBy(() -> client.createSecret(call -> call.name("empty"))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void secretsAreListedWithoutTheirValues() {
        client.createSecret(call -> call.name("b").secretString("hidden"));
        sandbox.timeline.runUntil(sandbox.timeline.now().plusSeconds(1));
        client.createSecret(call -> call.name("a").secretString("hidden"));

        assertThat(client.listSecretsPaginator(call -> call.maxResults(1)).stream().flatMap(page -> page.secretList().stream())).extracting(secret -> secret.name()).containsExactly("a", "b");
        assertThat(client.listSecrets(call -> call.sortBy("name").sortOrder("desc")).secretList()).extracting(secret -> secret.name()).containsExactly("b", "a");
        assertThat(client.listSecrets(call -> call.filters(name -> name.key("name").values("b"))).toString()).contains("Name=b").doesNotContain("Name=a", "hidden");
        assertThatThrownBy(() -> client.listSecrets(call -> call.filters(name -> name.key("tag-key").values("b")))).hasMessageContaining("does not model");
    }

    @Test
    void onlyAKeyOfOnesOwnIsTold() {
        String own = secrets.put("own", "hidden");
        secrets.put("slack", "hidden");
        secrets.encrypt(own, "arn:aws:kms:eu-central-1:123456789012:key/own");

        assertThat(client.describeSecret(call -> call.secretId("own")).kmsKeyId()).isEqualTo("arn:aws:kms:eu-central-1:123456789012:key/own");
        assertThat(client.describeSecret(call -> call.secretId("slack")).kmsKeyId()).isNull();
    }
}
