package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.cloud.eventbridge.Weather;

/** A person holds an image before it has failed: nothing brings it by itself, and nothing that runs is touched. */
class HoldByHandStoriesTest {
    private static final TargetName API = new TargetName("shop-api");

    private final Story story = Story.open();

    @Test
    void whatAPersonHoldsIsNotDeployedByAPushNorByTheSweep() {
        frozen();
        String digest = story.push("api", "v2", GOOD);
        story.play();
        story.forget();

        Execution person = hold(digest, "it breaks the <!channel> invoices");
        Deployment held = story.play("shop-api");

        assertThat(person.path()).containsExactly("Claim", "Overtook?", "Claimed?", "Close", "Notify", "Anything waiting?", "Ending?", "Not changed");
        assertThat(held.action()).isEqualTo(Action.HOLD);
        assertThat(held.ending()).contains(Ending.NOT_CHANGED);
        assertThat(held.cause().orElseThrow().code()).isEqualTo("HeldByHand");
        assertThat(held.cause().orElseThrow().sentence()).isEqualTo("%s is held from now on, by ana: it breaks the <!channel> invoices".formatted(digest.substring(7, 19)));
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("HELD shop-api " + digest.substring(7, 19) + " by ana: it breaks the ");
        assertThat(story.aws().slack().posts().getLast().message().toString()).doesNotContain("<!channel>");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("\"action\":\"release\",\"image\":\"" + digest + "\",\"reason\":\"WHY\",\"by\":\"WHO\"");

        story.forget();
        story.start("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"bob\"}");
        story.play();
        refused(held, "v2", "2");
        assertUntouched();

        story.pass(Duration.ofHours(1)).forget();
        story.aws().ecr().retag("shop/api", digest, "v2.1");
        story.play();
        refused(held, "v2.1", "1");
        story.pass(Duration.ofHours(1));
        story.route("{\"sweep\":true}");
        story.play();
        assertUntouched();
    }

    /** The newest was told by no event: the sweep finds it, and the hold applies to that too. */
    @Test
    void theSweepFindsWhatIsHeldAndDoesNotBringIt() {
        story.push("api", "v2", GOOD);
        story.play();
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        String digest = story.push("api", "v3", GOOD);
        hold(digest, "it breaks the invoices");
        story.play();
        story.forget();

        Deployment swept = story.pass(Duration.ofHours(1)).play("shop-api");

        assertThat(swept.origin().by()).isEqualTo(Origin.By.SWEEP);
        assertThat(swept.ending()).contains(Ending.NOT_CHANGED);
        assertThat(swept.cause().orElseThrow().sentence()).contains(" by ana, by ", "a person held it: it breaks the invoices");
        assertUntouched();
    }

    @Test
    void whatIsLiveStaysLive() {
        String digest = story.push("api", "v2", GOOD);
        story.play();
        story.forget();

        hold(digest, "it breaks the invoices");
        Deployment held = story.play("shop-api");

        assertThat(held.cause().orElseThrow().sentence()).isEqualTo("v2 (" + digest.substring(7, 19) + ") is held from now on, by ana: it breaks the invoices. "
                + "It is what was last seen live here, and stays: roll back, or deploy another image, to leave it");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertUntouched();

        story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 3));
        assertThat(story.play("shop-api").ending()).as("it is the baseline, held or not").contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void whatIsOnItsWayGoesOnAndIsHeldAfterwards() {
        String digest = story.push("api", "v2", GOOD);
        story.pass(Duration.ofSeconds(40));
        hold(digest, "it breaks the invoices");
        story.play();

        List<Deployment> all = story.aws().ledger().records().latest(API, 2);
        assertThat(all).extracting(Deployment::action).containsExactly(Action.HOLD, Action.DEPLOY);
        assertThat(all.getFirst().cause().orElseThrow().sentence()).endsWith(". " + all.getLast().id()
                + " is bringing it already, and goes on to its ending: stop that to have it turned around");
        assertThat(all.getLast().ending()).contains(Ending.SUCCEEDED);
        assertThat(held()).singleElement().satisfies(hold -> assertThat(hold.deployment()).isEqualTo(all.getFirst().id()));
    }

    /** Else the word that a person gives while another's choice is on its way would be gone with that. */
    @Test
    void aHoldOutlivesAChoiceThatWasOnItsWay() {
        String first = story.push("api", "v2", GOOD);
        story.play();
        story.push("api", "v3", GOOD);
        story.play();
        story.start("{\"target\":\"shop-api\",\"image\":\"v2\"}");
        story.pass(Duration.ofSeconds(40));
        hold(first, "it breaks the invoices");
        story.play();

        assertThat(story.runs("api", "api")).isEqualTo(first);
        assertThat(held()).singleElement().satisfies(hold -> assertThat(hold.digest()).isEqualTo(new Digest(first)));
    }

    @Test
    void aPersonWhoSaysWhyBringsItAndAReleaseLetsItComeAgain() {
        story.push("api", "v2", GOOD);
        story.play();
        frozen();
        String digest = story.push("api", "v3", GOOD);
        story.play();
        hold(HandStoriesTest.HOST + "shop/api:v3@" + digest, "it breaks the invoices");
        story.play();
        assertThat(held()).singleElement().satisfies(hold -> assertThat(hold.name()).isEqualTo("v3 " + digest));

        story.start("{\"target\":\"shop-api\",\"image\":\"v3\"}");
        assertThat(story.play("shop-api").cause().orElseThrow().sentence()).contains(" by ana, by ", "a person held it: it breaks the invoices. Add a reason");
        story.start("{\"target\":\"shop-api\",\"image\":\"v3\",\"reason\":\"they are mended\",\"by\":\"bob\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(held()).as("it was seen healthy").isEmpty();

        hold(digest, "once more");
        story.play();
        story.start("{\"target\":\"shop-api\",\"action\":\"release\",\"image\":\"v3\",\"reason\":\"mended\",\"by\":\"bob\"}");
        assertThat(story.play("shop-api").cause().orElseThrow().sentence()).startsWith("v3 is held no more, by bob: mended (it was held since ").endsWith(": a person held it: once more)");
        assertThat(held()).isEmpty();
    }

    /** What is pushed is an index, what runs its child; whichever is held, the push does not bring it. */
    @Test
    void aFunctionsImageIsHeldAsWhatWasPushed() {
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"freeze\",\"reason\":\"r\",\"by\":\"ana\",\"until\":\"2h\"}");
        story.play();
        String index = story.aws().ecr().push("shop/thumbs", "latest", "second", FunctionBehaviour.GOOD);
        story.play();
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"hold\",\"image\":\"" + index + "\",\"reason\":\"r\",\"by\":\"ana\"}");
        story.play();
        story.start("{\"target\":\"shop-thumbs\",\"action\":\"unfreeze\",\"by\":\"ana\"}");
        story.play();

        Deployment waited = story.aws().ledger().records().latest(new TargetName("shop-thumbs"), 9).stream().filter(one -> one.action() == Action.DEPLOY).findFirst().orElseThrow();
        assertThat(waited.ending()).contains(Ending.NOT_CHANGED);
        assertThat(waited.cause().orElseThrow().code()).isEqualTo("Held");
        EventStoriesTest.assertFree(story, "shop-thumbs");
    }

    private void refused(Deployment held, String tag, String said) {
        Deployment last = story.aws().ledger().records().latest(API, 9).stream().filter(one -> one.action() == Action.DEPLOY && one.tag().isPresent()).findFirst().orElseThrow();
        assertThat(last.tag().orElseThrow().value()).isEqualTo(tag);
        assertThat(last.ending()).contains(Ending.NOT_CHANGED);
        assertThat(last.cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(last.cause().orElseThrow().sentence()).isEqualTo("This image is held on this target since " + held.startedAt() + " by ana, by " + held.id()
                + ": a person held it: it breaks the <!channel> invoices. A person can release it, or start it by hand with a reason.");
        assertThat(story.slack()).hasSize(Integer.parseInt(said)).last().asString().startsWith("NOT CHANGED shop-api " + tag + ": ");
    }

    private void frozen() {
        story.start("{\"target\":\"shop-api\",\"action\":\"freeze\",\"reason\":\"r\",\"by\":\"ana\",\"until\":\"3h\"}");
        story.play();
    }

    private Execution hold(String image, String reason) {
        return story.start("{\"target\":\"shop-api\",\"action\":\"hold\",\"image\":\"" + image + "\",\"reason\":\"" + reason + "\",\"by\":\"ana\"}");
    }

    private List<Hold> held() {
        return story.aws().ledger().holds().of(API);
    }

    private void assertUntouched() {
        assertThat(story.calls()).doesNotContainAnyElementsOf(HandStoriesTest.WRITES);
        EventStoriesTest.assertFree(story, "shop-api");
    }
}
