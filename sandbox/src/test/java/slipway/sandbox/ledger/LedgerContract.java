package slipway.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.sandbox.ledger.Samples.API;
import static slipway.sandbox.ledger.Samples.AT;
import static slipway.sandbox.ledger.Samples.WEB;
import static slipway.sandbox.ledger.Samples.deployment;
import static slipway.sandbox.ledger.Samples.digest;
import static slipway.sandbox.ledger.Samples.release;
import static slipway.sandbox.ledger.Samples.target;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Drift;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Interrupted;
import slipway.rollout.Sighting;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;

/** What every ledger does. */
public abstract class LedgerContract extends HoldsContract {
    @Test
    void aTargetIsFoundByNameAndByWhatItFollows() {
        ledger.targets().enrol(target("b", "shop/api"));
        ledger.targets().enrol(target("a", "shop/api"));
        ledger.targets().enrol(target("c", "shop/web"));

        assertThat(ledger.targets().find(new TargetName("b"))).contains(target("b", "shop/api"));
        assertThat(ledger.targets().following("shop/api")).containsExactly(target("a", "shop/api"), target("b", "shop/api"));
        assertThat(ledger.targets().following("shop")).isEmpty();
        assertThat(ledger.targets().all()).extracting(one -> one.name().value()).containsExactly("a", "b", "c");
        assertThat(ledger.targets().names()).containsExactly(new TargetName("a"), new TargetName("b"), new TargetName("c"));
    }

    @Test
    void aTargetThatFollowsAnotherRepositoryLeavesTheFirst() {
        ledger.targets().enrol(target("a", "shop/api"));
        ledger.targets().enrol(target("a", "shop/web"));
        ledger.targets().enrol(target("a", "shop/web"));

        assertThat(ledger.targets().following("shop/api")).isEmpty();
        assertThat(ledger.targets().following("shop/web")).containsExactly(target("a", "shop/web"));
    }

    @Test
    void aRemovedTargetIsInNoIndex() {
        ledger.targets().enrol(target("a", "shop/api"));
        ledger.targets().remove(new TargetName("a"));
        ledger.targets().remove(new TargetName("a"));

        assertThat(ledger.targets().find(new TargetName("a"))).isEmpty();
        assertThat(ledger.targets().following("shop/api")).isEmpty();
        assertThat(ledger.targets().all()).isEmpty();
    }

    @Test
    void aRecordIsWrittenWhileTheClaimIsItsOwn() {
        claim(API, 3);
        Deployment open = deployment("d", API, AT, "a").withClaim(3);
        ledger.records().write(open);
        ledger.records().write(open);
        ledger.records().write(open.ended(Ending.SUCCEEDED, AT.plusSeconds(9)));

        assertThat(ledger.records().find(open.id())).contains(open.ended(Ending.SUCCEEDED, AT.plusSeconds(9)));
        assertThat(ledger.records().latest(API, 9)).hasSize(1);
        assertThat(ledger.records().find(new DeploymentId("other"))).isEmpty();
    }

    @Test
    void aRecordIsRefusedOnceTheClaimIsAnothers() {
        claim(API, 3);
        Deployment stale = deployment("d", API, AT, "a").withClaim(3);
        ledger.records().write(stale);
        claim(API, 4);

        assertThatThrownBy(() -> ledger.records().write(stale.ended(Ending.SUCCEEDED, AT)))
                .isInstanceOf(Interrupted.class).hasMessageContaining("shop-api").hasMessageContaining("claim=3");
        assertThat(ledger.records().find(stale.id())).contains(stale);
        assertThat(ledger.records().latest(API, 1)).containsExactly(stale);
    }

    @Test
    void aRecordOfAClaimThatWasNeverTakenIsRefused() {
        Deployment none = deployment("d", API, AT, "a").withClaim(1);
        assertThatThrownBy(() -> ledger.records().write(none)).isInstanceOf(Interrupted.class);
        assertThat(ledger.records().find(none.id())).isEmpty();
        assertThat(ledger.records().lastOf(API, digest("a"))).isEmpty();
    }

    @Test
    void theLastRecordRepeatedAfterTheClaimWasFreedChangesNothing() {
        claim(API, 3);
        Deployment closed = deployment("d", API, AT, "a").withClaim(3).ended(Ending.SUCCEEDED, AT);
        ledger.records().write(closed);
        TargetState read = ledger.claims().read(API);
        ledger.claims().replace(read, read.closed(3));

        ledger.records().write(closed);
        assertThatThrownBy(() -> ledger.records().write(closed.withClaim(3).with(Cause.of("Other", "Other."))))
                .isInstanceOf(Interrupted.class);
        assertThat(ledger.records().find(closed.id())).contains(closed);
    }

    @Test
    void aRecordWithoutAClaimIsAlwaysWritten() {
        claim(API, 3);
        Deployment refused = deployment("d", API, AT, "a").ended(Ending.NOT_CHANGED, AT);
        ledger.records().write(refused);
        assertThat(ledger.records().find(refused.id())).contains(refused);
    }

    @Test
    void recordsAreReadNewestFirstAndByDigest() {
        // A time with a fraction sorts before one without, if compared as Instant writes them.
        Deployment first = deployment("a", API, AT, "a");
        Deployment second = deployment("b", API, AT.plusMillis(500), "b");
        Deployment third = deployment("c", API, AT.plusSeconds(1), "a");
        Deployment elsewhere = deployment("z", WEB, AT.plusSeconds(9), "a");
        List.of(third, elsewhere, first, second).forEach(ledger.records()::write);

        assertThat(ledger.records().latest(API, 9)).containsExactly(third, second, first);
        assertThat(ledger.records().latest(API, 2)).containsExactly(third, second);
        assertThat(ledger.records().lastOf(API, digest("a"))).contains(third);
        assertThat(ledger.records().lastOf(API, digest("b"))).contains(second);
        assertThat(ledger.records().lastOf(API, digest("c"))).isEmpty();
        assertThat(ledger.records().lastOf(WEB, digest("a"))).contains(elsewhere);
    }

    /** DynamoDB gives at most 1 MB a page (API_Query). */
    @Test
    void aHistoryThatIsLargerThanAPageIsReadAsAWhole() {
        List<Deployment> written = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            written.addFirst(deployment("d" + i, API, AT.plusSeconds(i), "a").with(Cause.of("Long", "x".repeat(200_000))));
            ledger.records().write(written.getFirst());
        }
        assertThat(ledger.records().latest(API, 9)).isEqualTo(written);
        assertThat(ledger.records().latest(API, 5)).isEqualTo(written.subList(0, 5));
    }

    @Test
    void aSightingIsReplacedAsAWholeAndForgotten() {
        Sighting first = Sighting.first(target("shop-api", "shop/api"), AT);
        assertThat(ledger.sightings().find(API)).isEmpty();
        ledger.sightings().put(first);
        Drift drift = new Drift(API, release("a"), release("b"), Optional.of(new DeploymentId("d")), AT, AT.plusSeconds(1));
        Sighting whole = first.named(Optional.of(digest("a")), AT).adopted(release("b"), AT)
                .told(Optional.of(new Sighting.Told(drift, List.of("sns"), true)));
        ledger.sightings().put(whole);

        assertThat(ledger.sightings().find(API)).contains(whole);
        assertThat(ledger.sightings().find(WEB)).isEmpty();
        ledger.sightings().remove(API);
        ledger.sightings().remove(API);
        assertThat(ledger.sightings().find(API)).isEmpty();
    }

    @Test
    void aTargetIsReadTogetherWithItsFreezeAndThatOfAll() {
        assertThat(ledger.freezes().situation(API)).isEqualTo(new Situation(TargetState.unknown(API), List.of()));
        claim(API, 3);
        Freeze own = freeze(API, "ana");
        Freeze all = freeze(TargetName.ALL, "bob");
        List.of(own, all, freeze(WEB, "cleo")).forEach(ledger.freezes()::put);

        assertThat(ledger.freezes().situation(API).state()).isEqualTo(ledger.claims().read(API));
        assertThat(ledger.freezes().situation(API).freezes()).containsExactlyInAnyOrder(own, all);
        assertThat(ledger.freezes().situation(new TargetName("enrolled-later")).freezes()).containsExactly(all);
        assertThat(ledger.freezes().all()).containsExactly(all, own, freeze(WEB, "cleo"));
    }

    @Test
    void aFreezeIsReplacedByTheNextAndRemovingItLeavesTheOthers() {
        ledger.freezes().put(freeze(API, "ana"));
        ledger.freezes().put(freeze(API, "bob", AT.plusMillis(500)));
        ledger.freezes().put(freeze(TargetName.ALL, "cleo"));
        assertThat(ledger.freezes().situation(API).freezes()).extracting(Freeze::by).containsExactlyInAnyOrder("bob", "cleo");

        assertThat(ledger.freezes().remove(API, AT.plusSeconds(1))).isTrue();
        assertThat(ledger.freezes().remove(API, AT.plusSeconds(1))).isTrue();
        assertThat(ledger.freezes().all()).containsExactly(freeze(TargetName.ALL, "cleo"));
        ledger.freezes().remove(TargetName.ALL, AT);
        assertThat(ledger.freezes().all()).isEmpty();
        assertThat(ledger.freezes().situation(API).freezes()).isEmpty();
    }

    @Test
    void aFreezeOrAnUnfreezeThatComesLateChangesNothing() {
        Freeze first = freeze(API, "ana");
        Freeze second = freeze(API, "bob", AT.plusMillis(1500));
        assertThat(ledger.freezes().put(first)).isTrue();
        assertThat(ledger.freezes().remove(API, AT.plusSeconds(1))).isTrue();
        assertThat(ledger.freezes().put(first)).as("it was unfrozen since").isFalse();
        assertThat(ledger.freezes().all()).isEmpty();

        assertThat(ledger.freezes().put(second)).isTrue();
        assertThat(ledger.freezes().remove(API, AT.plusSeconds(1))).as("another froze it since").isFalse();
        assertThat(ledger.freezes().put(first)).isFalse();
        assertThat(ledger.freezes().all()).containsExactly(second);
        assertThat(ledger.freezes().situation(API).freezes()).containsExactly(second);
        assertThat(ledger.freezes().remove(API, second.since())).isTrue();
        assertThat(ledger.freezes().put(second)).isFalse();
        assertThat(ledger.freezes().all()).isEmpty();
    }

    private static Freeze freeze(TargetName target, String by) {
        return freeze(target, by, AT);
    }

    private static Freeze freeze(TargetName target, String by, Instant since) {
        return new Freeze(target, "release week", by, since, AT.plusSeconds(3600));
    }

    @Test
    void whatPeopleWereToldOfDocumentsIsReplacedAsAWhole() {
        assertThat(ledger.told().refused()).isEmpty();
        ledger.told().refused(Map.of("a", "1", "not a name!", "2"));
        assertThat(ledger.told().refused()).isEqualTo(Map.of("a", "1", "not a name!", "2"));
        ledger.told().refused(Map.of());
        assertThat(ledger.told().refused()).isEmpty();
    }
}
