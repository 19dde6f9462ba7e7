package slipway.sandbox.cloud.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
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
    void olderVersionsAreNotModelled() {
        secrets.put("slack", "first");

        assertThatThrownBy(() -> client.getSecretValue(call -> call.secretId("slack").versionStage("AWSPREVIOUS"))).hasMessageContaining("does not model");
    }
}
