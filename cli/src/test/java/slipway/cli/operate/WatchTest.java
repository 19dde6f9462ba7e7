package slipway.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.cli.account.InAccount;
import slipway.cli.account.InAccount.Ran;
import slipway.release.TargetName;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.wire.Fault;

/** What {@code watch} shows, from push to ending. */
class WatchTest {
    private final InAccount account = new InAccount();

    private void pass(Duration time) {
        account.shop.aws().timeline().runUntil(account.shop.aws().timeline().now().plus(time));
    }

    private void pushed(String tag, Behaviour behaviour) {
        account.shop.push("shop/api", tag, behaviour);
        pass(Duration.ofSeconds(30));
    }

    private Ran watch(String... arguments) {
        return account.operate(WatchCommand::new, arguments);
    }

    @Test
    void itTellsWhatIsWaitedForUntilWhenAndHowItEnded() {
        pushed("v7", Behaviour.GOOD);
        Ran ran = watch("shop-api", "--json");
        assertThat(ran.status()).isZero();
        List<JsonNode> seen = ran.findings();
        assertThat(seen).extracting(one -> one.path("state").asText()).contains("Wait").last().isEqualTo("SUCCEEDED");
        assertThat(seen).anySatisfy(one -> {
            assertThat(one.path("waitsFor").asText()).isNotEmpty();
            assertThat(one.at("/counts/desired").asInt()).isEqualTo(2);
            assertThat(one.path("until").asText()).startsWith("2026-");
        });
        List<String> lines = seen.stream().map(one -> ((ObjectNode) one).without("at").toString()).toList();
        assertThat(IntStream.range(1, lines.size())).as("a line is a change: %s", lines).noneMatch(line -> lines.get(line).equals(lines.get(line - 1)));
    }

    @Test
    void aPipeGetsALineAChange() {
        pushed("v7", Behaviour.GOOD);
        Ran ran = watch();
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines().toList()).anySatisfy(line -> assertThat(line).contains("UTC  shop-api-", "  tasks ", "targets healthy ", "  waits for ", "  until "))
                .last().asString().contains("SUCCEEDED  LIVE shop-api v7: 2 of 2 tasks healthy");
        assertThat(ran.out()).doesNotContain("\u001b");
    }

    @Test
    void oneThatGoesBackIsSeenGoingBackAndItsStatusIsOne() {
        pushed("v7", Behaviour.GOOD.answering(500));
        String id = account.shop.aws().ledger().records().latest(new TargetName("shop-api"), 1).getFirst().id().value();
        Ran ran = watch(id);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("GOING BACK shop-api v7", "Wait for restore").contains("ROLLED_BACK  ROLLED BACK shop-api v7");
    }

    @Test
    void aRollbackByHandThatWentWellIsAsAsked() {
        pushed("v7", Behaviour.GOOD);
        pass(Duration.ofMinutes(40));
        assertThat(account.operate(RollbackCommand::new, "shop-api").status()).isZero();
        Ran ran = watch("shop-api");
        assertThat(ran.out()).contains("ROLLED BACK shop-api by hand");
        assertThat(ran.status()).isZero();
    }

    @Test
    void itGoesOnToWhatWaits() {
        pushed("v7", Behaviour.GOOD);
        pushed("v8", Behaviour.GOOD);
        Ran ran = watch("shop-api");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("  then v8").contains("LIVE shop-api v7").contains("LIVE shop-api v8");
    }

    @Test
    void whatWaitsForAFreezeIsToldAndNotWatched() {
        assertThat(account.operate(FreezeCommand::new, "shop-api", "--reason", "release week", "--by", "ana", "--for", "3d").status()).isZero();
        pushed("v7", Behaviour.GOOD);
        Ran ran = watch("shop-api");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).hasLineCount(1).contains("WAITING shop-api v7: shop-api is frozen until ", "by ana: release week");
    }

    @Test
    void whereNothingRunsThereIsNothingToWatch() {
        assertThat(watch().out()).isEqualTo("Nothing is on its way.\n");
        Ran program = watch("--json");
        assertThat(program.status()).isZero();
        assertThat(program.out()).as("no object, and no words either").isEmpty();
        assertThat(watch("shop-api").out()).contains("Nothing runs on shop-api");
        Ran wrong = watch("shop-apo");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).isEqualTo("there is no target or deployment shop-apo: ./slipway targets and ./slipway history list them");
    }

    @Test
    void whatCouldNotBeReadIsWhereItWas() {
        pushed("v7", Behaviour.GOOD);
        AtomicInteger asked = new AtomicInteger();
        account.shop.aws().wire().disturb(call -> call.operation().equals("GetExecutionHistory") && asked.incrementAndGet() > 2 && asked.get() < 9
                ? Fault.internal(false) : new Fault.None());
        List<String> states = watch("shop-api", "--json").findings().stream().map(one -> one.path("state").asText()).toList();
        assertThat(asked.get()).isGreaterThan(8);
        assertThat(states).doesNotContain("Claim").last().isEqualTo("SUCCEEDED");
    }

    @Test
    void aLookIsOneCallEveryThreeSeconds() {
        pushed("v7", Behaviour.GOOD);
        AtomicInteger asked = new AtomicInteger();
        account.shop.aws().wire().disturb(call -> {
            asked.addAndGet(call.operation().equals("GetExecutionHistory") ? 1 : 0);
            return new Fault.None();
        });
        Instant from = account.shop.aws().timeline().now();
        watch("shop-api");
        long rounds = Duration.between(from, account.shop.aws().timeline().now()).toSeconds() / 3;
        assertThat(asked.get()).isBetween(10, (int) rounds + 1);
    }
}
