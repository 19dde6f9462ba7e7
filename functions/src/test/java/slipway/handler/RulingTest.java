package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.handler.Claim.Claimed;
import slipway.handler.Claim.Claimed.Kind;
import slipway.release.Cause;
import slipway.release.DeploymentId;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;

/** What a person may say about what is deployed, and what is refused with one sentence. */
class RulingTest {
    private static final String FREEZE = "{\"target\":\"shop-api\",\"action\":\"freeze\",\"reason\":\"release week\",\"by\":\"ana\",\"until\":\"";
    private static final String PUSH = "{\"target\":\"shop-api\",\"push\":{\"repository\":\"shop/api\",\"account\":\"123456789012\",\"region\":\"eu-central-1\",\"digest\":\""
            + Shop.A + "\",\"tag\":\"v2\",\"at\":\"2026-11-21T12:00:00Z\"}}";

    private final Shop shop = new Shop();

    @BeforeEach
    void somethingIsHeld() {
        shop.memory.holds.add(new Hold(Shop.API, Shop.A, new DeploymentId("shop-api-bad"), Shop.NOW.minusSeconds(60), "It crashed."));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T08:00:00Z, 2026-11-22T08:00:00Z", "2026-11-22T09:00:00+01:00, 2026-11-22T08:00:00Z", "90m, 2026-11-21T13:30:05Z",
        "2h, 2026-11-21T14:00:05Z", "3d, 2026-11-24T12:00:05Z", "PT2H30M, 2026-11-21T14:30:05Z", "P1D, 2026-11-22T12:00:05Z", "90d, 2027-02-19T12:00:05Z"})
    void aFreezeEndsAtATimeOrAfterAWhile(String until, String ends) {
        Claimed claimed = shop.claim(FREEZE + until + "\"}", "by-hand");
        assertThat(claimed.kind()).isEqualTo(Kind.Ruled);
        assertThat(claimed.deployment().asked()).isEqualTo(ends);
        assertThat(claimed.why().orElseThrow()).isEqualTo("Pushes wait from now on: shop-api is frozen until " + ends + " by ana: release week");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-11-22", "2026-11-22T08:00", "-2h", "2w", "0h", "PT-1H", "-PT1H", "2026-11-21T12:00:05Z", "91d", "999999d",
        "PT99999999999999999H", "P999999999999D", "+1000000000-12-31T23:59:59Z", "9999999d"})
    void aFreezeThatEndsWhenNobodyKnowsIsRefused(String until) {
        refused(FREEZE + until + "\"}", "input.until ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'target':'shop-api','action':'freeze','by':'ana','until':'2h'} | input.reason is missing: say why",
        "{'target':'shop-api','action':'freeze','reason':'','by':'ana','until':'2h'} | input.reason is missing: say why",
        "{'target':'shop-api','action':'freeze','reason':'  ','by':'ana','until':'2h'} | input.reason is malformed: say why",
        "{'target':'shop-api','action':'freeze','reason':7,'by':'ana','until':'2h'} | input.reason should be text",
        "{'target':'shop-api','action':'freeze','reason':'r','until':'2h'} | input.by is missing: say who you are",
        "{'target':'shop-api','action':'freeze','reason':'r','by':'ana'} | input.until is missing: write a time to come",
        "{'target':'shop-apo','action':'freeze','reason':'r','by':'ana','until':'2h'} | input.target names no target",
        "{'action':'freeze','reason':'r','by':'ana','until':'2h'} | input.target is missing",
        "{'target':'shop-api','action':'freeze','reason':'r','by':'ana','until':'2h','image':'v1'} | input has an unknown field: leave it out (field=image",
        "{'target':'shop-api','action':'unfreeze','by':'ana'} | input.target is not frozen: nothing is",
        "{'target':'*','action':'unfreeze','by':'ana'} | input.target is not frozen: nothing is",
        "{'target':'shop-api','action':'unfreeze'} | input.by is missing: say who you are",
        "{'target':'shop-api','action':'release','image':'v9','reason':'r','by':'ana'} | input.image is not held on this target: name what is held",
        "{'target':'shop-web','action':'release','image':'v9','reason':'r','by':'ana'} | input.image is not held on this target: nothing is",
        "{'target':'shop-api','action':'release','reason':'r','by':'ana'} | input.image is missing",
        "{'target':'shop-api','action':'release','image':'123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/web:v1','reason':'r','by':'ana'} | input.image is of a repository",
        "{'target':'shop-api','action':'hold','image':'DIGEST','by':'ana'} | input.reason is missing: say why",
        "{'target':'shop-api','action':'hold','image':'DIGEST','reason':' ','by':'ana'} | input.reason is malformed: say why",
        "{'target':'shop-api','action':'hold','image':'DIGEST','reason':'r'} | input.by is missing: say who you are",
        "{'target':'shop-api','action':'hold','reason':'r','by':'ana'} | input.image is missing: write the digest",
        "{'target':'shop-api','action':'hold','image':'v9','reason':'r','by':'ana'} | input.image is a tag, which may name another image tomorrow: write the digest",
        "{'target':'shop-api','action':'hold','image':'sha256:12','reason':'r','by':'ana'} | input.image is malformed: write a tag, a digest",
        "{'target':'shop-apo','action':'hold','image':'DIGEST','reason':'r','by':'ana'} | input.target names no target",
        "{'target':'*','action':'hold','image':'DIGEST','reason':'r','by':'ana'} | input.target is * for freeze and unfreeze alone",
        "{'target':'shop-api','action':'hold','image':'DIGEST','reason':'r','by':'ana','until':'2h'} | input has an unknown field: leave it out (field=until",
        "{'target':'shop-api','action':'hold','image':'123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/web@DIGEST','reason':'r','by':'ana'} | input.image is of a repository",
        "{'target':'shop-api','action':'hold','image':'HELD','reason':'r','by':'ana'} | input.image is held on this target already: release it first",
        "{'target':'*','action':'release','image':'v9','reason':'r','by':'ana'} | input.target is * for freeze and unfreeze alone",
        "{'target':'*','image':'v9'} | input.target is * for freeze and unfreeze alone",
        "{'target':'shop-api','action':'unfreeze','by':'ana','asked':'2026-11-21T11:00:00Z'} | input.asked is for what an execution that died was asked before: leave it out",
        "{'target':'shop-api','action':'unfreeze','by':'ana','again':'a','asked':'2026-11-21T12:00:06Z'} | input.asked is for what an execution that died was asked before",
        "{'target':'shop-api','action':'unfreeze','by':'ana','again':'a','asked':'then'} | input.asked is malformed: leave it out",
        "{'target':'shop-api','image':'v9','reason':''} | input.reason is missing: say why",
        "{'target':'shop-api','image':'v9','by':'ana'} | input.by goes with reason",
        "{'target':'shop-api','action':'stop','reason':'r'} | input.reason goes with an image, imageDefinitions and rollback"})
    void whatIsWrongIsRefusedAndNothingIsWritten(String input, String said) {
        refused(input.replace('\'', '"').replace("DIGEST", Shop.B.value()).replace("HELD", Shop.A.value()), said);
    }

    @Test
    void aReasonOrANameThatIsTooLongIsRefused() {
        String release = "{\"target\":\"shop-api\",\"action\":\"release\",\"image\":\"" + Shop.A + "\",\"reason\":\"%s\",\"by\":\"%s\"}";
        assertThat(shop.claim(release.formatted("r".repeat(300), "b".repeat(100)), "one").kind()).isEqualTo(Kind.Ruled);
        refused(release.formatted("r".repeat(301), "b"), "input.reason is malformed: say why, in 1 to 300 characters");
        refused(release.formatted("r", "b".repeat(101)), "input.by is malformed: say who you are, in 1 to 100 characters");
    }

    @Test
    void whoUnfreezesTheWrongThingIsToldWhatIsFrozen() {
        freeze(TargetName.ALL);
        refused("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"ana\"}", "input.target is not frozen: name what is, *");
    }

    @Test
    void theEndOfOneFreezeSaysWhichOtherGoesOn() {
        freeze(TargetName.ALL);
        freeze(Shop.API);
        Cause cause = shop.claim("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"bob\"}", "by-hand").deployment().cause().orElseThrow();
        assertThat(cause.sentence()).isEqualTo("Frozen no more, by bob (shop-api is frozen until 2026-11-21T13:00:05Z by ana: release week); "
                + "but all targets are frozen until 2026-11-21T13:00:05Z by ana: release week");
    }

    @Test
    void aPushThatBeginsToWaitJustAsTheFreezeEndsIsNotForgotten() {
        freeze(Shop.API);
        assertThat(shop.claim(PUSH, "shop-api-0123456789abcdef").kind()).isEqualTo(Kind.Frozen);
        assertThat(shop.memory.states.get(Shop.API).waiting()).isPresent();
        shop.memory.states.clear();

        shop.memory.afterwards = shop.memory.freezes::clear;
        assertThat(shop.claim(PUSH, "shop-api-0123456789abcdef").kind()).isEqualTo(Kind.Claimed);
        assertThat(shop.memory.states.get(Shop.API).waiting()).isEmpty();
    }

    /** Its first execution may have done it or not, and others may have ruled since. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'target':'shop-api','action':'freeze','reason':'r','by':'ana','until':'2h' | Pushes wait from now on: shop-api is frozen until 2026-11-21T13:59:05Z by ana: r",
        "{'target':'shop-api','action':'unfreeze','by':'bob' | Frozen no more, by bob",
        "{'target':'shop-web','action':'release','image':'v9','reason':'r','by':'ana' | v9 is held no more, by ana: r",
        "{'target':'shop-api','action':'hold','image':'HELD','reason':'r','by':'ana' | HELD is held from now on, by ana: r"})
    void whatDiedIsRuledOnceMoreAsOfWhenItWasAskedForAndNotRefused(String input, String says) {
        shop.memory.holds.clear();
        shop.memory.holds.add(new Hold(Shop.API, Shop.A, new DeploymentId("shop-api-dead"), Shop.NOW.minusSeconds(60), "a person held it: r"));
        Claimed claimed = shop.claim(input.replace('\'', '"').replace("HELD", Shop.A.value()) + ",\"again\":\"arn:dead\",\"asked\":\"2026-11-21T11:59:05Z\"}", "again");
        assertThat(claimed.kind()).isEqualTo(Kind.Ruled);
        assertThat(claimed.deployment().startedAt()).isEqualTo(Shop.NOW.minusSeconds(60)).isEqualTo(claimed.deployment().origin().at());
        assertThat(claimed.why().orElseThrow()).isEqualTo(says.replace("HELD", Shop.A.brief()));
    }

    @Test
    void whatWasFrozenAfterAnUnfreezeWasAskedForGoesOn() {
        freeze(Shop.API);
        Cause cause = shop.claim("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"bob\",\"again\":\"arn:dead\",\"asked\":\"2026-11-21T11:59:05Z\"}", "again")
                .deployment().cause().orElseThrow();
        assertThat(cause.sentence()).isEqualTo("Frozen no more, by bob; but shop-api is frozen until 2026-11-21T13:00:05Z by ana: release week");
    }

    private void freeze(TargetName target) {
        shop.memory.freezes.put(target, new Freeze(target, "release week", "ana", Shop.NOW.minusSeconds(5), Shop.NOW.plusSeconds(3600)));
    }

    private void refused(String input, String said) {
        assertThatThrownBy(() -> shop.claim(input, "refused")).isInstanceOfSatisfying(BadInput.class, Shop::oneSentence).hasMessageContaining(said);
        assertThat(shop.memory.states).isEmpty();
        assertThat(shop.memory.records).isEmpty();
    }
}
