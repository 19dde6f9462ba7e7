package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.codec.Json;
import slipway.handler.Claim.Claimed;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.rollout.BadInput;
import slipway.rollout.Owed;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;
import slipway.rollout.Waiting;

class ClaimTest {
    private final Shop shop = new Shop();

    @Test
    void aPushOnAnIdleTargetIsClaimedAndRecorded() {
        Claimed claimed = shop.claim(push(Shop.A.value(), 0), "shop-api-0123456789abcdef");
        Deployment deployment = claimed.deployment();
        assertThat(claimed.kind()).isEqualTo(Claimed.Kind.Claimed);
        assertThat(deployment.id().value()).isEqualTo("shop-api-0123456789abcdef");
        assertThat(deployment.claim()).isEqualTo(1);
        assertThat(deployment.startedAt()).isEqualTo(Shop.NOW);
        assertThat(deployment.origin()).isEqualTo(new Origin(Origin.By.PUSH, Shop.NOW, java.util.Optional.of("event")));
        assertThat(deployment.image().orElseThrow().repository()).isEqualTo(Shop.SHOP_API);
        assertThat(deployment.tag()).contains(new Tag("v2"));
        assertThat(shop.memory.find(deployment.id())).contains(deployment);
    }

    @Test
    void aPersonsStartIsNamedAfterItsExecutionOnceAndForAll() {
        Deployment deployment = shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "fix-it").deployment();
        assertThat(deployment.id().value()).matches("shop-api-[0-9a-f]{16}");
        assertThat(deployment.asked()).isEqualTo("v1.4.2");
        assertThat(deployment.origin().byHand()).isTrue();
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));
        assertThat(shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "fix-it").deployment().id()).isEqualTo(deployment.id());
    }

    @Test
    void aRetryAfterALostReplyChangesNothingMore() {
        Claimed first = shop.claim(push(Shop.A.value(), 0), "shop-api-1");
        var state = shop.memory.read(Shop.API);
        assertThat(shop.claim(push(Shop.A.value(), 0), "shop-api-1")).isEqualTo(first);
        assertThat(shop.memory.read(Shop.API)).isEqualTo(state);
    }

    @Test
    void ofManyPushesOnABusyTargetTheNewestWaitsAndTheOthersAreTold() {
        shop.claim(push(Shop.A.value(), 0), "shop-api-1");
        Claimed second = shop.claim(push(Shop.B.value(), 1), "shop-api-2");
        Claimed third = shop.claim(push(Shop.CHILD.value(), 2), "shop-api-3");
        assertThat(second.kind()).isEqualTo(Claimed.Kind.Waiting);
        assertThat(second.why()).contains("it waits for the end of shop-api-1");
        Deployment overtaken = third.overtaken().orElseThrow();
        assertThat(overtaken.id().value()).isEqualTo("shop-api-2");
        assertThat(overtaken.ending()).contains(Ending.SUPERSEDED);
        assertThat(overtaken.execution()).endsWith(":deploy:shop-api-2");
        assertThat(overtaken.cause().orElseThrow().facts()).containsEntry("by", "shop-api-3");
        assertThat(shop.memory.find(overtaken.id())).contains(overtaken);
        Claimed late = shop.claim(push("sha256:" + "d4".repeat(32), 1), "shop-api-4");
        assertThat(late.kind()).isEqualTo(Claimed.Kind.Superseded);
        assertThat(late.deployment().cause().orElseThrow().code()).isEqualTo("Superseded");
        assertThat(shop.claim(push(Shop.B.value(), 1), "shop-api-5").kind()).as("what was superseded, again").isEqualTo(Claimed.Kind.Belongs);
    }

    @Test
    void whoClaimsNextMakesGoodWhatAClaimThatDiedOwes() {
        shop.claim(push(Shop.A.value(), 0), "shop-api-1");
        shop.claim(push(Shop.B.value(), 1), "shop-api-2");
        TargetState read = shop.memory.read(Shop.API);
        Waiting second = read.waiting().orElseThrow();
        // It has displaced the second push, and died before it wrote that down.
        Waiting third = new Waiting(second.request(), new DeploymentId("shop-api-3"), Shop.NOW);
        shop.memory.replace(read, read.with(read.claim(), Optional.of(third))
                .owing(List.of(new Owed(third.deployment(), Optional.empty(), Shop.NOW, second))));

        Deployment told = shop.claim(push(Shop.CHILD.value(), 5), "shop-api-4").overtaken().orElseThrow();
        assertThat(told.ending()).contains(Ending.SUPERSEDED);
        assertThat(List.of("shop-api-2", "shop-api-3")).contains(told.id().value());
        assertThat(shop.memory.find(second.deployment()).flatMap(Deployment::ending)).contains(Ending.SUPERSEDED);
        assertThat(shop.memory.find(third.deployment()).flatMap(Deployment::ending)).contains(Ending.SUPERSEDED);
        assertThat(shop.claim(push(Shop.CHILD.value(), 5), "shop-api-5").overtaken()).as("told once").isEmpty();
    }

    @Test
    void anotherDeliveryOfAPushBelongsToItsDeployment() {
        shop.claim(push(Shop.A.value(), 0), "shop-api-1");
        assertThat(shop.claim(push(Shop.A.value(), 0), "shop-api-2").kind()).isEqualTo(Claimed.Kind.Belongs);
    }

    @Test
    void aPushOlderThanAPersonsChoiceIsRefused() {
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "fix-it");
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));
        Claimed refused = shop.claim(push(Shop.B.value(), -10), "shop-api-2");
        assertThat(refused.kind()).isEqualTo(Claimed.Kind.Refused);
        assertThat(refused.deployment().cause().orElseThrow().code()).isEqualTo("OlderThanChoice");
    }

    @ParameterizedTest
    @CsvSource({"rollback, ROLLBACK", "stop, STOP"})
    void aPersonTurnsARunningRolloutAround(String word, Action action) {
        shop.claim(push(Shop.A.value(), 0), "shop-api-1");
        Claimed turned = shop.claim("{\"target\":\"shop-api\",\"action\":\"" + word + "\"}", "help");
        assertThat(turned.kind()).isEqualTo(Claimed.Kind.Turned);
        assertThat(turned.why()).contains("shop-api-1 goes back at its next look.");
        assertThat(turned.deployment().action()).isEqualTo(action);
        assertThat(shop.memory.read(Shop.API).claim().orElseThrow().stopRequested().orElseThrow().action()).isEqualTo(action);
    }

    @Test
    void aRollbackThatMeetsARollbackTurnsNothingAround() {
        shop.claim("{\"target\":\"shop-api\",\"action\":\"rollback\"}", "ana");
        Claimed again = shop.claim("{\"target\":\"shop-api\",\"action\":\"rollback\"}", "bob");
        assertThat(again.kind()).isEqualTo(Claimed.Kind.Refused);
        assertThat(again.deployment().cause().orElseThrow().code()).isEqualTo("GoesBack");
        assertThat(shop.memory.read(Shop.API).claim().orElseThrow().stopRequested()).isEmpty();
        assertThat(shop.claim("{\"target\":\"shop-api\",\"action\":\"stop\"}", "eve").kind()).as("who wants to stay stops it").isEqualTo(Claimed.Kind.Turned);
        assertThat(shop.claim("{\"target\":\"shop-api\",\"action\":\"rollback\"}", "bob").kind()).as("it was turned around").isEqualTo(Claimed.Kind.Turned);
    }

    /** Its reply was lost, and what it turned around has ended by then: else the retry would go back one release more, and hold a good one. */
    @ParameterizedTest
    @CsvSource({"rollback", "stop"})
    void whatHasTurnedSomethingAroundAsksForNothingMoreWhenItIsTriedAgain(String word) {
        shop.claim(push(Shop.A.value(), 0), "shop-api-1");
        String wish = "{\"target\":\"shop-api\",\"action\":\"" + word + "\"}";
        Claimed first = shop.claim(wish, "help");
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));

        assertThat(shop.claim(wish, "help")).isEqualTo(first);
        shop.claim(push(Shop.B.value(), 9), "shop-api-2");
        assertThat(shop.claim(wish, "help").deployment()).isEqualTo(first.deployment());
        assertThat(shop.memory.read(Shop.API).claim().orElseThrow().stopRequested()).as("nobody asked that of the next").isEmpty();
        assertThat(shop.claim(wish, "again").why()).as("who asks anew means what runs now").contains("shop-api-2 goes back at its next look.");
    }

    @Test
    void aPersonsRequestThatWaitedIsBroughtOnceAndAsOfWhenItWasAsked() {
        shop.claim(push(Shop.A.value(), 0), "shop-api-1");
        Claimed waits = shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "ana");
        String again = "{\"target\":\"shop-api\",\"image\":\"v1.4.2\",\"waited\":{\"deployment\":\"" + waits.deployment().id() + "\",\"at\":\"2026-01-01T00:00:00Z\"}}";
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));
        Claimed first = shop.claim(again, "shop-api-2");
        assertThat(first.kind()).isEqualTo(Claimed.Kind.Claimed);
        assertThat(first.deployment().origin().at()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(shop.memory.read(Shop.API).chosen().orElseThrow().at()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(shop.claim(again, "shop-api-3").kind()).isEqualTo(Claimed.Kind.Belongs);
        assertThat(shop.claim(again, "shop-api-2")).as("a retry").isEqualTo(first);
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(2));
        assertThat(shop.claim(again, "shop-api-4").kind()).isEqualTo(Claimed.Kind.Belongs);
    }

    @Test
    void whoLosesARaceReadsAgainButNotForEver() {
        shop.memory.races = 7;
        assertThat(shop.claim(push(Shop.A.value(), 0), "shop-api-1").kind()).isEqualTo(Claimed.Kind.Claimed);
        shop.memory.races = 8;
        assertThatThrownBy(() -> shop.claim(push(Shop.B.value(), 1), "shop-api-2")).isInstanceOf(TryAgain.class);
    }

    @Test
    void anUnknownTargetIsToldAtMostFiveThatExist() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            shop.memory.enrol(Shop.target(name, "shop/" + name, new Tags(Tags.Kind.ANY, "")));
        }
        assertThatThrownBy(() -> shop.claim("{\"target\":\"nope\",\"image\":\"v1\"}", "x")).isInstanceOf(BadInput.class).hasMessage(
                "input.target names no target: correct it, or put its document into Parameter Store (target=nope, targets=a, b, c, d, e and 2 more)");
    }

    @Test
    void hugeNoiseIsRefusedInAShortSentence() {
        for (String field : List.of("target", "image", "action", "noise")) {
            Map<String, String> input = new java.util.HashMap<>(Map.of("target", "shop-api"));
            input.put(field, "/".repeat(300_000));
            assertThatThrownBy(() -> shop.claim(Json.tree(input), "x")).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence);
        }
    }

    @Test
    void aPushThatAPersonImitatesIsReadAsStrictly() {
        String start = "{\"target\":\"shop-api\",\"push\":{\"repository\":\"shop/api\",\"account\":\"123456789012\",\"region\":\"eu-central-1\",";
        for (String rest : List.of("\"digest\":\"sha256:1\",\"at\":\"2026-11-21T12:00:00Z\"}}",
                "\"digest\":\"" + Shop.A + "\"}}", "\"digest\":\"" + Shop.A + "\",\"at\":\"yesterday\"}}",
                "\"digest\":\"" + Shop.A + "\",\"at\":\"2026-11-21T12:00:00Z\",\"by\":\"MAGIC\"}}",
                "\"digest\":\"" + Shop.A + "\",\"at\":\"2026-11-21T12:00:00Z\",\"revision\":\"arn\"}}")) {
            assertThatThrownBy(() -> shop.claim(start + rest, "x")).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence);
        }
        assertThatThrownBy(() -> shop.claim(Json.read(Json.write(push(Shop.B.value(), 0)).replace("shop/api", "shop/web"), JsonNode.class), "x"))
                .isInstanceOf(BadInput.class).hasMessageContaining("input.push is of a repository that the target does not follow");
    }

    private static JsonNode push(String digest, int seconds) {
        return Json.tree(Map.of("target", "shop-api", "push", Map.of("repository", "shop/api", "account", "123456789012", "region", "eu-central-1",
                "digest", digest, "tag", "v2", "at", Shop.NOW.plusSeconds(seconds).toString(), "event", "event")));
    }
}
