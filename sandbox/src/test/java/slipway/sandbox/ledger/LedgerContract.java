package slipway.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Origin;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Workload;
import slipway.rollout.Claim;
import slipway.rollout.Hold;
import slipway.rollout.Interrupted;
import slipway.rollout.Ledger;
import slipway.rollout.Pin;
import slipway.rollout.Request;
import slipway.rollout.Seen;
import slipway.rollout.StopRequest;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;
import slipway.rollout.Waiting;

/** What every ledger does. */
abstract class LedgerContract {
    private static final Instant AT = Instant.parse("2026-11-21T03:04:05Z");
    private static final TargetName API = new TargetName("shop-api");
    private static final TargetName WEB = new TargetName("shop-web");

    private Ledger ledger;

    abstract Ledger empty();

    @BeforeEach
    void begin() {
        ledger = empty();
    }

    @Test
    void aTargetIsFoundByNameAndByWhatItFollows() {
        ledger.targets().enrol(target("b", "shop/api"));
        ledger.targets().enrol(target("a", "shop/api"));
        ledger.targets().enrol(target("c", "shop/web"));

        assertThat(ledger.targets().find(new TargetName("b"))).contains(target("b", "shop/api"));
        assertThat(ledger.targets().following("shop/api")).containsExactly(target("a", "shop/api"), target("b", "shop/api"));
        assertThat(ledger.targets().following("shop")).isEmpty();
        assertThat(ledger.targets().all()).extracting(one -> one.name().value()).containsExactly("a", "b", "c");
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
    void aStateComesBackAsItWasWritten() {
        TargetState whole = TargetState.unknown(API)
                .with(Optional.of(claim(7, "one").stopRequested(new StopRequest(Action.STOP, "arn:person", AT))), Optional.of(waiting()))
                .pinned(new Pin(new DeploymentId("chosen"), AT))
                .seenHealthy(new Seen(release("a"), new DeploymentId("d"), AT, AT.plusMillis(5)));

        assertThat(ledger.claims().read(API)).isEqualTo(TargetState.unknown(API));
        assertThat(ledger.claims().replace(TargetState.unknown(API), whole)).isTrue();
        assertThat(ledger.claims().read(API)).isEqualTo(whole.withVersion(1));
        assertThat(ledger.claims().read(WEB)).isEqualTo(TargetState.unknown(WEB));
    }

    @Test
    void aStateThatAnotherReplacedIsNotReplaced() {
        TargetState first = TargetState.unknown(API);
        assertThat(ledger.claims().replace(first, claimed(first, 1, "one"))).isTrue();
        assertThat(ledger.claims().replace(first, claimed(first, 1, "two"))).isFalse();
        TargetState read = ledger.claims().read(API);
        assertThat(read.claim()).contains(claim(1, "one"));

        assertThat(ledger.claims().replace(read, read.closed(1))).isTrue();
        assertThat(ledger.claims().replace(read, claimed(read, 2, "three"))).isFalse();
        assertThat(ledger.claims().read(API).claim()).isEmpty();
        assertThat(ledger.claims().read(API).version()).isEqualTo(2);
    }

    @Test
    void aReplacementRepeatedAfterALostReplyIsTrueAndChangesNothingMore() {
        TargetState first = TargetState.unknown(API);
        assertThat(ledger.claims().replace(first, claimed(first, 1, "one"))).isTrue();
        assertThat(ledger.claims().replace(first, claimed(first, 1, "one"))).isTrue();
        assertThat(ledger.claims().read(API).version()).isEqualTo(1);
    }

    @Test
    void ofConcurrentClaimsExactlyOneIsTaken() throws Exception {
        for (int round = 1; round <= 5; round++) {
            TargetState read = ledger.claims().read(API);
            int number = round;
            List<Boolean> won = together(8, writer -> () ->
                    insist(() -> ledger.claims().replace(read, claimed(read, number, "writer-" + writer))));

            assertThat(won.stream().filter(yes -> yes)).hasSize(1);
            TargetState now = ledger.claims().read(API);
            assertThat(now.claim()).contains(claim(number, "writer-" + won.indexOf(true)));
            assertThat(ledger.claims().replace(now, now.closed(number))).isTrue();
        }
    }

    @Test
    void concurrentCountersLoseNoWrite() throws Exception {
        together(4, _ -> () -> {
            for (int i = 0; i < 5; i++) {
                insist(() -> {
                    while (true) {
                        TargetState read = ledger.claims().read(API);
                        long next = read.lastClaim() + 1;
                        if (ledger.claims().replace(read, claimed(read, next, Thread.currentThread().getName() + next))) {
                            return true;
                        }
                    }
                });
            }
            return true;
        });
        assertThat(ledger.claims().read(API).lastClaim()).isEqualTo(20);
        assertThat(ledger.claims().read(API).version()).isEqualTo(20);
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
        assertThatThrownBy(() -> ledger.records().write(closed.withClaim(3).with(slipway.release.Cause.of("Other", "Other."))))
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

    @Test
    void anOlderHoldOfTheDigestStays() {
        Hold first = new Hold(API, digest("a"), new DeploymentId("d"), AT, "It crashed.");
        ledger.holds().put(first);
        ledger.holds().put(new Hold(API, digest("a"), new DeploymentId("e"), AT.plusSeconds(1), "Again."));

        assertThat(ledger.holds().find(API, digest("a"))).contains(first);
        assertThat(ledger.holds().find(API, digest("b"))).isEmpty();
        assertThat(ledger.holds().find(WEB, digest("a"))).isEmpty();
    }

    private void claim(TargetName target, long number) {
        TargetState read = ledger.claims().read(target);
        assertThat(ledger.claims().replace(read, claimed(read, number, "e" + number))).isTrue();
    }

    private static TargetState claimed(TargetState state, long number, String who) {
        return state.with(Optional.of(claim(number, who)), state.waiting());
    }

    private static Claim claim(long number, String who) {
        return new Claim(number, new DeploymentId("d"), "arn:" + who, AT.plus(Duration.ofSeconds(number)), Optional.empty());
    }

    private static Waiting waiting() {
        return new Waiting(new Request(API, Action.DEPLOY, "v2", Optional.of(image("b")), Optional.empty(),
                new Origin(Origin.By.PUSH, AT, Optional.of("event"))), new DeploymentId("w"), AT);
    }

    private static Deployment deployment(String id, TargetName target, Instant at, String digest) {
        return Deployment.asked(new DeploymentId(id), target, Action.DEPLOY, new Origin(Origin.By.PUSH, at, Optional.empty()),
                digest(digest).value(), "arn:" + id, at).withImage(image(digest), Optional.empty());
    }

    private static Release release(String digest) {
        return Release.of("arn:aws:ecs:eu-central-1:123456789012:task-definition/api:7", Map.of("api", image(digest).uri()));
    }

    private static Image image(String digest) {
        return new Image(new Repository("123456789012", "eu-central-1", "shop/api"), digest(digest));
    }

    private static Digest digest(String letter) {
        return new Digest("sha256:" + letter.repeat(64));
    }

    private static Target target(String name, String repository) {
        return new Target(new TargetName(name), new Workload.EcsService("shop", name, List.of()), repository, Optional.empty(),
                new Tags(Tags.Kind.ANY, ""), Mode.DEPLOY, Limits.DEFAULT, Optional.empty());
    }

    /** Repeats what collided with another transaction, as the state machine does. */
    private static <T> T insist(Callable<T> write) throws Exception {
        while (true) {
            try {
                return write.call();
            } catch (TryAgain e) {
                Thread.onSpinWait();
            }
        }
    }

    private static List<Boolean> together(int writers, java.util.function.IntFunction<Callable<Boolean>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Boolean>> all = threads.invokeAll(IntStream.range(0, writers).mapToObj(work).toList());
            java.util.ArrayList<Boolean> results = new java.util.ArrayList<>();
            for (Future<Boolean> one : all) {
                results.add(one.get());
            }
            return results;
        }
    }
}
