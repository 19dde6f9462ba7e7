package slipway.strangers.adapters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import slipway.release.DeploymentId;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Ledger;

/** What the ledger says where its table is not there. */
class LedgerLimitsTest {
    private final Ledger ledger = Stage.MOTO.world().aws().ledger("gone");

    @Test
    void aTableThatIsNotThereIsBadInputWithAwssCode() {
        assertThatThrownBy(() -> ledger.records().find(new DeploymentId("d"))).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=dynamodb:GetItem").hasMessageContaining("code=ResourceNotFoundException");
        assertThatThrownBy(() -> ledger.targets().all()).isInstanceOf(BadInput.class)
                .hasMessageContaining("action=dynamodb:Query").hasMessageContaining("code=ResourceNotFoundException");
        assertThatThrownBy(() -> ledger.holds().remove(new TargetName("a"), new slipway.release.Digest("sha256:" + "0".repeat(64))))
                .isInstanceOf(BadInput.class).hasMessageContaining("action=dynamodb:DeleteItem");
    }
}
