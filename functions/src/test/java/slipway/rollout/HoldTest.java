package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Cause;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Tag;
import slipway.release.TargetName;

/** What people are told of a hold, and by which names they ask for it. */
class HoldTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Hold FAILED = new Hold(API, digest('a'), new DeploymentId("shop-api-1"), Optional.of(new Tag("v4")), Optional.empty(), second(0), "It crashed");
    private static final Hold LEFT = new Hold(API, digest('b'), new DeploymentId("shop-api-2"), Optional.of(new Tag("v5")), Optional.of("ana"), second(0), "It leaks.");
    private static final Hold CHILD = new Hold(API, digest('c'), FAILED.deployment(), second(0), "It crashed");

    @Test
    void theCauseNamesWhatFailedWhoLeftItAndTheRemedy() {
        assertThat(FAILED.cause("Push another.")).isEqualTo(Cause.of("Held",
                "This image is held on this target since 2026-11-21T12:00:00Z, by shop-api-1: It crashed. Push another.").with("heldBy", "shop-api-1"));
        assertThat(LEFT.cause("Push another.")).isEqualTo(Cause.of("Held",
                "This image is held on this target since 2026-11-21T12:00:00Z by ana, by shop-api-2: It leaks. Push another.").with("heldBy", "shop-api-2").with("person", "ana"));
    }

    @Test
    void itIsCalledByItsLabelAndItsWholeDigest() {
        assertThat(FAILED.name()).isEqualTo("v4 " + digest('a'));
        assertThat(CHILD.name()).isEqualTo(digest('c').value());
    }

    @Test
    void aLabelOrADigestMeansAllThatTheSameDeploymentLeft() {
        List<Hold> held = List.of(FAILED, LEFT, CHILD);
        assertThat(Hold.named(held, Reference.parse("v4"))).containsExactly(FAILED, CHILD);
        assertThat(Hold.named(held, Reference.parse(digest('c').value()))).containsExactly(FAILED, CHILD);
        assertThat(Hold.named(held, Reference.parse("v5"))).containsExactly(LEFT);
        assertThat(Hold.named(held, Reference.parse("v6"))).isEmpty();
        assertThat(Hold.named(List.of(CHILD), new Reference(Optional.empty(), Optional.empty(), Optional.empty()))).as("what has no label is not meant by none").isEmpty();
    }

    private static Digest digest(char hex) {
        return new Digest("sha256:" + String.valueOf(hex).repeat(64));
    }
}
