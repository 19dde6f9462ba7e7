package slipway.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.ledger.Samples.API;
import static slipway.sandbox.ledger.Samples.AT;
import static slipway.sandbox.ledger.Samples.WEB;
import static slipway.sandbox.ledger.Samples.release;
import static slipway.sandbox.ledger.Samples.target;
import static slipway.sandbox.ledger.Samples.waiting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.DeploymentId;
import slipway.release.Share;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.rollout.Handed;
import slipway.rollout.Ledger;
import slipway.rollout.Newest;
import slipway.rollout.Owed;
import slipway.rollout.Pin;
import slipway.rollout.Seen;
import slipway.rollout.StopRequest;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;

/** What every ledger does about claims. */
abstract class ClaimsContract {
    Ledger ledger;

    /** Returns one that nobody has written to. */
    protected abstract Ledger empty();

    @BeforeEach
    void begin() {
        ledger = empty();
    }

    @Test
    void aStateComesBackAsItWasWritten() {
        TargetState whole = TargetState.unknown(API)
                .with(Optional.of(Samples.claim(7, "one").stopRequested(new StopRequest(Action.STOP, "arn:person", AT, Optional.of(AT.plusSeconds(1))))), Optional.of(waiting()))
                .handed(new Handed(release("b").sharing(Optional.of(new Share("arn:fn:8", "image", 0.1))), new Baseline(release("c"), true, false, Optional.of("arn:copied")), Optional.of(AT), Optional.of(new Newest.Arrival(Optional.of(new Tag("v2")), AT))))
                .owing(List.of(new Owed(new DeploymentId("later"), Optional.of(new Tag("v3")), AT, waiting())))
                .pinned(new Pin(new DeploymentId("chosen"), AT))
                .seenHealthy(new Seen(release("a"), new DeploymentId("d"), Optional.of(new Tag("1.3.0")), AT, AT.plusMillis(5)));

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
        assertThat(read.claim()).contains(Samples.claim(1, "one"));

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
            assertThat(now.claim()).contains(Samples.claim(number, "writer-" + won.indexOf(true)));
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

    final void claim(TargetName target, long number) {
        TargetState read = ledger.claims().read(target);
        assertThat(ledger.claims().replace(read, claimed(read, number, "e" + number))).isTrue();
    }

    private static TargetState claimed(TargetState state, long number, String who) {
        return state.with(Optional.of(Samples.claim(number, who)), state.waiting());
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

    private static List<Boolean> together(int writers, IntFunction<Callable<Boolean>> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Boolean>> all = threads.invokeAll(IntStream.range(0, writers).mapToObj(work).toList());
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> one : all) {
                results.add(one.get());
            }
            return results;
        }
    }
}
