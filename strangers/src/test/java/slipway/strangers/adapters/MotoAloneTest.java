package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Channels;
import slipway.rollout.Ledger;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What our sandbox does not have, so that moto alone is asked: the ledger's table, and secrets without a value. */
class MotoAloneTest {
    private final World world = Stage.MOTO.world();

    @Test
    void aTableThatIsNotThereIsBadInputWithAwssCode() {
        Ledger ledger = world.aws().ledger("gone");
        assertThatThrownBy(() -> ledger.records().find(new DeploymentId("d"))).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=dynamodb:GetItem").hasMessageContaining("code=ResourceNotFoundException");
        assertThatThrownBy(() -> ledger.targets().all()).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=dynamodb:Query").hasMessageContaining("code=ResourceNotFoundException");
        assertThatThrownBy(() -> ledger.holds().remove(new TargetName("a"), new Digest("sha256:" + "0".repeat(64)), Instant.EPOCH)).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=dynamodb:PutItem").hasMessageContaining("code=ResourceNotFoundException");
    }

    @Test
    void aSecretWithoutAValueOrMarkedForDeletionIsBadInput() {
        Channels channels = world.aws().channels();
        String empty = World.fresh("slipway/empty");
        String marked = World.fresh("slipway/marked");
        try (SecretsManagerClient secrets = world.client(SecretsManagerClient.builder())) {
            secrets.createSecret(ask -> ask.name(empty));
            secrets.createSecret(ask -> ask.name(marked).secretString("x"));
            secrets.deleteSecret(ask -> ask.secretId(marked));
        }
        assertThatThrownBy(() -> channels.secret(empty)).isInstanceOf(BadInput.class)
                .hasMessage("secret is not there, or has no value yet (secret=" + empty + ")");
        assertThatThrownBy(() -> channels.secret(marked)).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=secretsmanager:GetSecretValue").hasMessageContaining("code=InvalidRequestException");
    }
}
