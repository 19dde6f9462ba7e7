package slipway.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.sandbox.ledger.Samples.API;
import static slipway.sandbox.ledger.Samples.AT;
import static slipway.sandbox.ledger.Samples.WEB;
import static slipway.sandbox.ledger.Samples.deployment;
import static slipway.sandbox.ledger.Samples.digest;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.DeploymentId;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.rollout.Interrupted;

/** What every ledger does with holds. */
abstract class HoldsContract extends ClaimsContract {
    @Test
    void aHoldThatIsRemovedIsGoneAndRemovingItAgainIsNoError() {
        ledger.holds().put(new Hold(API, digest("b"), new DeploymentId("d"), AT, "It crashed."), 0);
        ledger.holds().remove(API, digest("b"), AT);
        ledger.holds().remove(API, digest("b"), AT);
        assertThat(ledger.holds().find(API, digest("b"))).isEmpty();
    }

    @Test
    void whatComesLateUndoesNothingNewer() {
        Hold hold = new Hold(API, digest("b"), new DeploymentId("d"), AT, "ana held it.");
        ledger.holds().put(hold, 0);
        ledger.holds().remove(API, digest("b"), AT.minusMillis(1));
        assertThat(ledger.holds().find(API, digest("b"))).as("it was held after that was asked for").contains(hold);
        ledger.holds().remove(API, digest("b"), AT.plusMillis(5));
        ledger.holds().remove(API, digest("b"), AT.plusMillis(3));
        ledger.holds().put(hold, 0);
        assertThat(ledger.holds().find(API, digest("b"))).as("it was released after that was asked for").isEmpty();
        claim(API, 3);
        ledger.holds().put(hold, 3);
        assertThat(ledger.holds().find(API, digest("b"))).as("an ending is no late word of a person").contains(hold);
        ledger.holds().remove(API, digest("b"), AT.plusMillis(6));
        Hold later = new Hold(API, digest("b"), new DeploymentId("e"), AT.plusMillis(7), "bob held it.");
        ledger.holds().put(later, 0);
        assertThat(ledger.holds().find(API, digest("b"))).contains(later);
    }

    @Test
    void anEndingsHoldsAreWrittenOnlyWhileItsClaimIsItsOwn() {
        Hold hold = new Hold(API, digest("a"), new DeploymentId("d"), AT, "It crashed.");
        claim(API, 3);
        ledger.holds().put(hold, 3);
        assertThat(ledger.holds().find(API, digest("a"))).contains(hold);
        claim(API, 4);
        assertThatThrownBy(() -> ledger.holds().proven(API, digest("a"), 3, AT)).isInstanceOf(Interrupted.class);
        assertThatThrownBy(() -> ledger.holds().put(new Hold(API, digest("b"), new DeploymentId("d"), AT, "It crashed."), 3)).isInstanceOf(Interrupted.class);
        assertThat(ledger.holds().of(API)).containsExactly(hold);
        ledger.holds().proven(API, digest("a"), 4, AT.minusMillis(1));
        assertThat(ledger.holds().of(API)).as("a person has held it since").containsExactly(hold);
        ledger.holds().proven(API, digest("a"), 4, AT);
        assertThat(ledger.holds().of(API)).isEmpty();
        ledger.holds().proven(API, digest("a"), 4, AT);
    }

    @Test
    void theNewestHoldOfADigestStays() {
        Hold first = new Hold(API, digest("a"), new DeploymentId("d"), AT, "It crashed.");
        Hold second = new Hold(API, digest("a"), new DeploymentId("e"), Optional.of(new Tag("v2")), Optional.of("ana"), AT.plusMillis(1500), "Again.");
        ledger.holds().put(first, 0);
        ledger.holds().put(second, 0);
        ledger.holds().put(second, 0);
        ledger.holds().put(first, 0);

        assertThat(ledger.holds().find(API, digest("a"))).contains(second);
        assertThat(ledger.holds().find(API, digest("b"))).isEmpty();
        assertThat(ledger.holds().find(WEB, digest("a"))).isEmpty();
    }

    @Test
    void whatIsHeldOnATargetIsListedByDigest() {
        Hold b = new Hold(API, digest("b"), new DeploymentId("d"), AT, "It crashed.");
        Hold a = new Hold(API, digest("a"), new DeploymentId("e"), AT, "It crashed.");
        List.of(b, a, new Hold(WEB, digest("c"), new DeploymentId("f"), AT, "It crashed.")).forEach(hold -> ledger.holds().put(hold, 0));
        claim(API, 3);
        ledger.records().write(deployment("d", API, AT, "a"));

        assertThat(ledger.holds().of(API)).containsExactly(a, b);
        assertThat(ledger.holds().of(new TargetName("nobody"))).isEmpty();
    }
}
