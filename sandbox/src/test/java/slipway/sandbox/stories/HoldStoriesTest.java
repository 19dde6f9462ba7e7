package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.FunctionBehaviour;

/** What becomes of a digest that failed: no push brings it back, and a person who says why does (scenario 5, both ways). */
class HoldStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 3);
    private static final TargetName API = new TargetName("shop-api");

    private final Story story = Story.open();

    @Test
    void scenario05_whatWasRolledBackDoesNotComeBackByItself() {
        String bad = story.push("api", "v2", CRASHES);
        Deployment failed = story.play("shop-api");
        assertThat(failed.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("This image is held here", "\"image\":\"" + bad + "\",\"reason\":\"WHY\"");
        story.pass(Duration.ofDays(1)).forget();

        story.aws().ecr().retag("shop/api", bad, "v2.1");
        Deployment later = story.play("shop-api");

        assertThat(later.ending()).contains(Ending.NOT_CHANGED);
        assertThat(later.cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(later.cause().orElseThrow().sentence()).startsWith("This image is held on this target since ").contains(
                ", by " + failed.id() + ": ", "exited with code 3", "A person can release it, or start it by hand with a reason.");
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("NOT CHANGED shop-api v2.1: ");
        assertUntouched(story);

        story.route("{\"sweep\":true}");
        story.play();
        assertUntouched(story);
    }

    @Test
    void scenario05_aHeldVersionIsTriedAgainByAPersonWhoSaysWhy() {
        String digest = left();

        story.start("{\"target\":\"shop-api\",\"image\":\"v2\"}");
        Deployment refused = story.play("shop-api");
        assertThat(refused.ending()).contains(Ending.NOT_CHANGED);
        assertThat(refused.cause().orElseThrow().sentence()).contains(" by ana, by ", "a person rolled it back: it is slow. "
                + "Add a reason to bring it all the same");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("\"image\":\"" + digest + "\",\"reason\":\"WHY\"");
        assertUntouched(story);

        story.start("{\"target\":\"shop-api\",\"image\":\"v2\",\"reason\":\"it was the <!channel> database\",\"by\":\"bob\"}");
        Deployment forced = story.play("shop-api");

        assertThat(forced.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(forced.origin().reason()).contains("it was the <!channel> database");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("it was the <!channel> database (bob)");
        assertThat(story.aws().slack().posts().getLast().message().toString()).contains("it was the &lt;!channel&gt; database (bob)").doesNotContain("<!channel>");
        assertThat(story.events().getLast().path("person").asText()).isEqualTo("bob");
        assertThat(held()).as("it was seen healthy").isEmpty();
    }

    @Test
    void oneThatIsForcedAndFailsIsHeldAgainForItsNewestReason() {
        String bad = story.push("api", "v2", CRASHES);
        story.play();
        story.pass(Duration.ofHours(1));

        story.start("{\"target\":\"shop-api\",\"imageDefinitions\":[{\"name\":\"api\",\"imageUri\":\"" + HandStoriesTest.HOST + "shop/api:v2\"}]}");
        assertThat(story.play("shop-api").cause().orElseThrow().code()).isEqualTo("Held");
        story.start("{\"target\":\"shop-api\",\"imageDefinitions\":[{\"name\":\"api\",\"imageUri\":\"" + HandStoriesTest.HOST + "shop/api:v2\"}],\"reason\":\"once more\"}");
        Deployment forced = story.play("shop-api");

        assertThat(forced.ending()).contains(Ending.ROLLED_BACK);
        assertThat(held()).singleElement().satisfies(hold -> {
            assertThat(hold.digest()).isEqualTo(new Digest(bad));
            assertThat(hold.deployment()).isEqualTo(forced.id());
            assertThat(hold.at()).isEqualTo(forced.endedAt().orElseThrow());
        });
    }

    @ParameterizedTest
    @CsvSource({"v2", "DIGEST", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api:v2"})
    void whatAPersonReleasesIsDeployedByTheNextPush(String image) {
        String digest = left();
        story.forget();

        Execution person = story.start("{\"target\":\"shop-api\",\"action\":\"release\",\"image\":\"" + image.replace("DIGEST", digest)
                + "\",\"reason\":\"the database is mended\",\"by\":\"bob\"}");
        Deployment released = story.play("shop-api");

        assertThat(person.path()).containsExactly("Claim", "Overtook?", "Claimed?", "Close", "Notify", "Anything waiting?", "Ending?", "Not changed");
        assertThat(released.action()).isEqualTo(Action.RELEASE);
        assertThat(released.cause().orElseThrow().code()).isEqualTo("Released");
        assertThat(released.cause().orElseThrow().sentence()).startsWith("v2 is held no more, by bob: the database is mended (it was held since ");
        assertThat(released.origin().said().orElseThrow().by()).contains("bob");
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("RELEASED shop-api " + (image.startsWith("D") ? digest.substring(7, 19) : "v2")
                + " by bob: the database is mended");
        assertUntouched(story);

        story.aws().ecr().retag("shop/api", digest, "v2.1");
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"image\":\"v1\",\"reason\":\"r\",\"by\":\"b\" | input.image is not held on this target: name what is held (target=shop-api, held=v2 sha256:",
        "\"image\":\"v2\",\"by\":\"b\" | input.reason is missing: say why",
        "\"image\":\"v2\",\"reason\":\" \",\"by\":\"b\" | input.reason is malformed: say why, in 1 to 300 characters",
        "\"image\":\"v2\",\"reason\":\"r\" | input.by is missing: say who you are"})
    void aReleaseThatIsWrongIsRefusedAndNothingIsReleased(String rest, String said) {
        left();
        story.forget();

        Execution person = story.start("{\"target\":\"shop-api\",\"action\":\"release\"," + rest + "}");
        story.play();

        assertThat(person.path()).endsWith("Not changed");
        assertThat(story.letters("OperationsTopic")).singleElement().asString().contains(said);
        assertThat(held()).hasSize(1);
        assertUntouched(story);
    }

    @Test
    void aReleaseOfATagUnderWhichTwoImagesAreHeldIsAskedForADigest() {
        story.follow("shop-web", "{\"tags\":{\"any\":true}}");
        String one = story.push("web", "latest", "one", CRASHES);
        story.play();
        String two = story.push("web", "latest", "two", CRASHES);
        story.play();

        story.start("{\"target\":\"shop-web\",\"action\":\"release\",\"image\":\"latest\",\"reason\":\"r\",\"by\":\"b\"}");
        story.play();
        assertThat(story.letters("OperationsTopic").getLast()).contains("several images are held: name the digest", one, two);

        story.start("{\"target\":\"shop-web\",\"action\":\"release\",\"image\":\"" + two + "\",\"reason\":\"r\",\"by\":\"b\"}");
        story.play();
        assertThat(story.aws().ledger().holds().of(new TargetName("shop-web"))).extracting(hold -> hold.digest().value()).containsExactly(one);
    }

    /** A function's image is held as the index that was pushed, and as the child that ran. */
    @Test
    void aFunctionsImageIsReleasedAsAWhole() {
        story.aws().ecr().push("shop/thumbs", "latest", "second", FunctionBehaviour.GOOD.exitingAtInit(1));
        assertThat(story.play("shop-thumbs").ending()).contains(Ending.ROLLED_BACK);
        List<Hold> before = story.aws().ledger().holds().of(new TargetName("shop-thumbs"));
        assertThat(before).isNotEmpty();

        story.start("{\"target\":\"shop-thumbs\",\"action\":\"release\",\"image\":\"" + before.getLast().digest() + "\",\"reason\":\"r\",\"by\":\"b\"}");
        story.play();

        assertThat(story.aws().ledger().holds().of(new TargetName("shop-thumbs"))).isEmpty();
    }

    /** Brings v2, and has ana roll it back; returns its digest. */
    private String left() {
        String digest = story.push("api", "v2", GOOD);
        story.play();
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\",\"reason\":\"it is slow\",\"by\":\"ana\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(held()).singleElement().satisfies(hold -> assertThat(hold.name()).isEqualTo("v2 " + digest));
        story.forget();
        return digest;
    }

    private List<Hold> held() {
        return story.aws().ledger().holds().of(API);
    }

    private static void assertUntouched(Story story) {
        assertThat(story.calls()).doesNotContainAnyElementsOf(HandStoriesTest.WRITES);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    /** Else the sweep took what is held for what the tag names, if both were pushed within one second. */
    @Test
    void ofTwoPushesWithinASecondTheHeldOneIsToldThatItsTagMovedOn() {
        Story story = Story.open();
        String held = story.push("web", "latest", "second", GOOD);
        story.aws().ledger().holds().put(new slipway.rollout.Hold(new slipway.release.TargetName("shop-web"), new slipway.release.Digest(held),
                new slipway.release.DeploymentId("shop-web-before"), story.now(), "a person held it"), 0);
        String newer = story.push("web", "latest", "third", GOOD);

        story.play();

        assertThat(story.runs("web", "web")).isEqualTo(newer);
        assertThat(story.deployments("shop-web")).noneMatch(one -> one.cause().filter(cause -> cause.code().equals("Held")).isPresent());
        story.forget();
        story.route("{\"sweep\":true}");
        story.play();
        assertThat(story.slack()).isEmpty();
    }
}
