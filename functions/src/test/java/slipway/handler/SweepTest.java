package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Image;
import slipway.release.Release;
import slipway.release.Tags;
import slipway.release.TargetName;
import slipway.rollout.Pin;
import slipway.rollout.Seen;
import slipway.rollout.Sighting;
import slipway.rollout.TargetState;
import slipway.rollout.Waiting;

class SweepTest {
    private static final Instant PUSHED = Shop.NOW.minusSeconds(60);
    private final Shop shop = new Shop();
    private final StillServices services = new StillServices();

    private Sweep.Looked sweep(TargetName... names) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        Arrays.stream(names).forEach(name -> input.withArray("targets").add(name.value()));
        input.putObject("execution").put("id", "arn:aws:states:eu-central-1:123456789012:execution:route:sweep-1").put("name", "sweep-1")
                .put("startTime", shop.now.toString());
        Wiring wiring = shop.wiring();
        return (Sweep.Looked) new Sweep(wiring, () -> shop, () -> _ -> Optional.empty(), new Platforms(wiring, () -> services)).run(input);
    }

    /** Sees both targets for the first time, before or after their images were pushed. */
    private void seen(Instant since) {
        shop.memory.targets.values().forEach(target -> shop.memory.sightings.put(Sighting.first(target, since)));
    }

    private static JsonNode pushed() throws Exception {
        return Json.MAPPER.readTree(Files.readString(Path.of("..", "events", "accepted", "tagged-push.json")));
    }

    @Test
    void itStartsWhatWaitsWithoutAHolder() throws Exception {
        JsonNode event = ((ObjectNode) pushed()).put("time", "2026-11-21T12:00:10Z");
        Routed.Start start = shop.match(event).starts().getFirst();
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1\"}", "holder");
        assertThat(shop.claim(Json.tree(start.input()), start.name().value()).kind()).isEqualTo(Claim.Claimed.Kind.Waiting);
        assertThat(sweep(Shop.API).starts()).isEmpty();
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));
        Routed.Start again = sweep(Shop.API).starts().getFirst();
        assertThat(Json.tree(again.input())).isEqualTo(Json.tree(start.input()));
    }

    @Test
    void itStartsAWaitingStartByHandAsItWasAsked() {
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "one");
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.3\"}", "two");
        Waiting waits = shop.memory.read(Shop.API).waiting().orElseThrow();
        shop.memory.states.computeIfPresent(Shop.API, (_, state) -> state.closed(1));
        assertThat(Json.write(sweep(Shop.API).starts().getFirst().input())).isEqualTo(
                "{\"target\":\"shop-api\",\"image\":\"v1.4.3\",\"waited\":{\"deployment\":\"" + waits.deployment() + "\",\"at\":\"" + waits.request().origin().at() + "\"}}");
    }

    @Test
    void itFindsWhatNoEventToldOfATargetThatWasNeverDeployed() {
        seen(PUSHED.minusSeconds(1));
        Sweep.Looked looked = sweep(Shop.API, Shop.WEB);
        assertThat(looked.unread()).isEmpty();
        assertThat(looked.starts()).extracting(start -> Json.tree(start.input()).at("/push/digest").asText())
                .containsExactlyInAnyOrder(Shop.A.value(), Shop.B.value());
        JsonNode input = Json.tree(looked.starts().getFirst().input());
        assertThat(input.at("/push/by").asText()).isEqualTo("SWEEP");
        assertThat(input.at("/push/at").asText()).isEqualTo(PUSHED.toString());
    }

    @Test
    void whatWasPushedBeforeATargetWasFirstSeenIsNotMissed() {
        seen(PUSHED);
        assertThat(sweep(Shop.API, Shop.WEB).starts()).isEmpty();
        assertThat(shop.memory.sightings.all.get(Shop.WEB).named().orElseThrow().digest()).contains(Shop.B);
    }

    @Test
    void aTargetThatFollowsSomethingElseIsSeenForTheFirstTimeAgain() {
        seen(PUSHED.minusSeconds(1));
        shop.memory.enrol(Shop.target("shop-api", "shop/api", new Tags(Tags.Kind.SEMVER, "^1")));
        assertThat(sweep(Shop.API).starts()).isEmpty();
        assertThat(shop.memory.sightings.all.get(Shop.API).since()).isEqualTo(Shop.NOW);
    }

    @Test
    void whatTheLedgerKnowsIsNotFoundAgain() {
        seen(PUSHED.minusSeconds(1));
        Deployment known = shop.claim(Json.tree(sweep(Shop.WEB).starts().getFirst().input()), "shop-web-1").deployment();
        shop.memory.states.computeIfPresent(Shop.WEB, (_, state) -> state.closed(known.claim()));
        assertThat(sweep(Shop.WEB).starts()).isEmpty();
    }

    @Test
    void aTagThatWasMovedBackIsFoundUnlessAPersonMayHaveChosenSince() {
        seen(PUSHED);
        sweep(Shop.WEB);
        shop.store(Shop.SHOP_WEB, Shop.A, "latest");
        shop.now = Shop.NOW.plus(Duration.ofMinutes(15));
        assertThat(Json.tree(sweep(Shop.WEB).starts().getFirst().input()).at("/push/at").asText()).isEqualTo(shop.now.toString());

        shop.memory.states.put(Shop.WEB, TargetState.unknown(Shop.WEB).pinned(new Pin(new DeploymentId("by-hand"), Shop.NOW.plusSeconds(9))));
        assertThat(sweep(Shop.WEB).starts()).isEmpty();
        assertThat(shop.memory.sightings.all.get(Shop.WEB).named().orElseThrow().digest()).contains(Shop.A);
        shop.store(Shop.SHOP_WEB, Shop.B, "latest");
        shop.now = Shop.NOW.plus(Duration.ofMinutes(30));
        assertThat(sweep(Shop.WEB).starts()).as("moved after the choice").hasSize(1);
    }

    @Test
    void aTagThatWasTakenAwayAndPutBackNamesWhatIsKnown() {
        seen(PUSHED.minusSeconds(1));
        Deployment known = shop.claim(Json.tree(sweep(Shop.WEB).starts().getFirst().input()), "shop-web-1").deployment();
        shop.memory.states.computeIfPresent(Shop.WEB, (_, state) -> state.closed(known.claim()));
        var image = shop.images.remove("shop/web:latest");
        shop.now = Shop.NOW.plus(Duration.ofMinutes(15));
        assertThat(sweep(Shop.WEB).starts()).isEmpty();
        shop.images.put("shop/web:latest", image);
        shop.now = Shop.NOW.plus(Duration.ofMinutes(30));
        assertThat(sweep(Shop.WEB).starts()).isEmpty();
    }

    @Test
    void whatIsNoImageIsPassedOver() {
        seen(PUSHED.minusSeconds(1));
        shop.memory.enrol(Shop.target("shop-api", "shop/api", new Tags(Tags.Kind.GLOB, "child*")));
        shop.memory.sightings.put(Sighting.first(shop.memory.targets.get(Shop.API), PUSHED.minusSeconds(1)));
        shop.store(Shop.SHOP_API, Shop.CHILD, "child");
        assertThat(sweep(Shop.API).starts()).isEmpty();
    }

    @Test
    void whatCouldNotBeReadIsNamedAndDoesNotHoldUpOthers() {
        seen(PUSHED.minusSeconds(1));
        shop.registryAnswers = false;
        Sweep.Looked looked = sweep(Shop.WEB, Shop.API);
        assertThat(looked.unread()).containsExactly("shop-web (registry did not answer)");
        assertThat(looked.starts()).hasSize(1);
        assertThat(looked.looked()).isEqualTo(2);
    }

    @Test
    void anImageThatOthersBroughtIsADriftUntilItIsTold() {
        String own = new Image(Shop.SHOP_WEB, Shop.B).uri();
        services.images.put("shop-web", own);
        shop.memory.states.put(Shop.WEB, TargetState.unknown(Shop.WEB)
                .seenHealthy(new Seen(Release.of("arn:shop-web", Map.of("app", own)), new DeploymentId("old"), PUSHED, Shop.NOW)));
        assertThat(sweep(Shop.WEB).drifts()).isEmpty();

        services.images.put("shop-web", new Image(Shop.SHOP_WEB, Shop.A).uri());
        Sighting.Told found = sweep(Shop.WEB).drifts().getFirst();
        assertThat(found.drift().deployment()).contains(new DeploymentId("old"));
        assertThat(sweep(Shop.WEB).drifts()).as("not told yet").hasSize(1);
        tell(new Sighting.Told(found.drift(), java.util.List.of("sns"), true));
        assertThat(sweep(Shop.WEB).drifts()).as("Slack was away").extracting(Sighting.Told::channels).containsExactly(java.util.List.of("sns"));
        tell(new Sighting.Told(found.drift(), java.util.List.of("sns", "slack"), false));
        assertThat(sweep(Shop.WEB).drifts()).isEmpty();

        services.images.put("shop-web", own);
        assertThat(sweep(Shop.WEB).drifts()).isEmpty();
        assertThat(shop.memory.sightings.all.get(Shop.WEB).told()).as("forgotten").isEmpty();
    }

    @Test
    void ofManyThatCouldNotBeReadSomeAreNamed() {
        TargetName[] names = java.util.stream.IntStream.range(0, 20).mapToObj(number -> new TargetName("t%02d".formatted(number))).toArray(TargetName[]::new);
        Arrays.stream(names).forEach(name -> shop.memory.enrol(Shop.target(name.value(), "shop/web", new Tags(Tags.Kind.EXACT, "latest"))));
        shop.registryAnswers = false;
        assertThat(sweep(names).unread()).hasSize(6).last().isEqualTo("and 15 more, which the log names");
    }

    private void tell(Sighting.Told told) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.set("told", Json.tree(told));
        new Sweep(shop.wiring(), () -> shop, () -> _ -> Optional.empty(), new Platforms(shop.wiring(), () -> services)).run(input);
    }

    /** Two alarms look at them, so they are written where a log is kept. */
    @Test
    void whatWaitsAndHowLongTheOldestClaimIsHeldIsWritten() {
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.2\"}", "one");
        shop.claim("{\"target\":\"shop-api\",\"image\":\"v1.4.3\"}", "two");
        shop.now = shop.now.plusSeconds(150 * 60);
        assertThat(FiguresTest.kept(() -> sweep(Shop.API, Shop.WEB))).singleElement().satisfies(line -> {
            assertThat(line.get("PushesWaiting").asInt()).isEqualTo(1);
            assertThat(line.get("OldestClaimMinutes").asDouble()).isEqualTo(150);
            assertThat(line.get("Ledger").asText()).isEqualTo("table");
        });
    }
}
