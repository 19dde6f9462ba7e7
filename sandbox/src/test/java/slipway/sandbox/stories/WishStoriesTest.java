package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.rollout.StopRequest;
import slipway.rollout.TargetState;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.eventbridge.Weather;
import slipway.sandbox.cloud.lambda.Mishap;

/** What becomes of a person's wish that meets another's, comes too late, is refused, or waits: it is heard once, and takes nothing with it. */
class WishStoriesTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final String BACK = "{\"target\":\"shop-api\",\"action\":\"rollback\"}";

    @ParameterizedTest
    @CsvSource({"Update", "Observe"})
    void twoWhoAskToGoBackGoBackOnce(String meanwhile) {
        Story story = RollbackStoriesTest.live("v2");
        String bad = story.runs("api", "api");
        story.start(BACK);
        story.until("Plan").when(meanwhile, () -> story.start(BACK));

        story.play();

        assertThat(story.runs("api", "api")).isNotEqualTo(bad);
        assertThat(endings(story, 2)).containsExactlyInAnyOrder(Ending.ROLLED_BACK, Ending.NOT_CHANGED);
        assertThat(story.slack()).anyMatch(text -> text.startsWith("NOT CHANGED shop-api")).noneMatch(text -> text.startsWith("NEEDS HUMAN"));
        assertThat(story.letters("DeploymentsTopic").toString()).contains("is a rollback already", "tells its own ending");
    }

    /** It was told that it goes back at its next look, and there was none. */
    @Test
    void aWishAfterTheLastLookIsToldThatItCameTooLate() {
        Story story = Story.open();
        String pushed = story.push("api", "v2", GOOD);
        story.when("Close", () -> wishes(story));

        Deployment live = story.play("shop-api");

        assertThat(live.ending()).contains(Ending.SUCCEEDED);
        assertThat(live.cause().orElseThrow().sentence()).startsWith("A person asked at ").endsWith(" to turn it around, when it had come to its end already, so nothing was turned around: roll it back if it is bad.");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("LIVE shop-api v2", "so nothing was turned around", "slipway rollback shop-api");
        assertThat(story.runs("api", "api")).isEqualTo(pushed);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    @ParameterizedTest
    @CsvSource({"'\"image\":\"v9.9\"', BadInput", "'\"action\":\"rollback\"', BadInput"})
    void aStartThatIsRefusedLetsWaitWhatItHadOvertaken(String asked, String why) {
        Story story = Story.open();
        story.start("{\"target\":\"shop-api\",\"action\":\"freeze\",\"until\":\"2h\",\"reason\":\"release week\",\"by\":\"ana\"}");
        story.play();
        String pushed = story.push("api", "v2", GOOD);
        story.play();

        story.start("{\"target\":\"shop-api\"," + asked + "}");
        Deployment refused = story.play().deployments("shop-api").stream().filter(one -> one.cause().filter(cause -> cause.code().equals(why)).isPresent()).findFirst().orElseThrow();

        assertThat(refused.ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.aws().ledger().claims().read(API).chosen()).as("it is nobody's choice").isEmpty();
        story.start("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"ana\"}");
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(pushed);
    }

    /** It waited itself, and was started anew under another name. */
    @Test
    void aStartThatWaitedAndIsRefusedLetsWaitWhatItHadOvertaken() {
        Story story = Story.open();
        story.push("api", "v2", GOOD);
        story.until("Observe");
        String pushed = story.push("api", "v3", GOOD);
        story.pass(Duration.ofSeconds(10)).start("{\"target\":\"shop-api\",\"image\":\"v9.9\"}");

        story.play();

        assertThat(story.runs("api", "api")).isEqualTo(pushed);
        assertThat(story.deployments("shop-api").stream().filter(one -> one.ending().equals(java.util.Optional.of(Ending.SUCCEEDED)))).hasSize(2);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    @Test
    void aStartThatIsRefusedDoesNotStandInTheWayOfALatePush() {
        Story story = Story.open();
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of(Duration.ofMinutes(2)) : Weather.FAIR.delays(rule, event));
        String pushed = story.push("api", "v2", GOOD);
        story.pass(Duration.ofSeconds(30)).start("{\"target\":\"shop-api\",\"image\":\"v9.9\"}");

        story.pass(Duration.ofMinutes(3)).play();

        assertThat(endings(story, 2)).containsExactly(Ending.SUCCEEDED, Ending.NOT_CHANGED);
        assertThat(story.runs("api", "api")).isEqualTo(pushed);
    }

    /** Telling takes long when the deployment before it ends, so the sweep is sooner to start what waits. */
    @Test
    void whatAPersonAskedIsBroughtOnceHoweverOftenItIsStarted() {
        Story story = Story.open();
        story.aws().ecr().push("shop/api", "mine", GOOD);
        story.push("api", "v2", GOOD);
        story.until("Observe").start("{\"target\":\"shop-api\",\"image\":\"mine\",\"reason\":\"because\"}");
        story.until("Close").aws().functions().disturb((name, _) -> name.equals("slipway-NotifyFunction") ? new Mishap.Hangs(Duration.ofSeconds(40)) : new Mishap.None());
        story.pass(Duration.ofSeconds(20)).route("{\"sweep\":true}");

        story.play();

        assertThat(endings(story, 2)).containsOnly(Ending.SUCCEEDED);
        assertThat(story.deployments("shop-api")).hasSize(2);
        assertThat(story.calls().stream().filter("ecs:UpdateService"::equals)).hasSize(2);
        assertThat(story.aws().machines().executions().stream().map(Execution::path).filter(path -> path.contains("Waiting"))).as("of the start and of the second one of what waited").hasSize(2);
    }

    /** The document follows something else by then: it would be started at each sweep, and refused, or brought though nobody chose it. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"repository\":\"shop/web\",\"containers\":[\"api\"]}", "{\"tags\":{\"glob\":\"release-*\"}}"})
    void aPushThatTheTargetFollowsNoMoreWaitsNoMore(String change) {
        Story story = Story.open();
        String before = story.runs("api", "api");
        story.start("{\"target\":\"shop-api\",\"action\":\"freeze\",\"until\":\"2h\",\"reason\":\"release week\",\"by\":\"ana\"}");
        story.play();
        story.push("api", "v2", GOOD);
        story.play();
        story.follow("shop-api", change);
        story.forget();

        story.pass(Duration.ofHours(4)).play();

        assertThat(story.aws().ledger().claims().read(API).waiting()).isEmpty();
        assertThat(story.slack().stream().filter(text -> text.startsWith("NOT CHANGED shop-api v2"))).hasSize(1);
        assertThat(story.letters("OperationsTopic")).as("nobody is told of it again and again").isEmpty();
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }

    /** What takes over can be stopped as well; who asked a moment too late is told so. */
    @Test
    void aWishWhileADeploymentHandsOverIsAnswered() {
        Story story = Story.open().follow("shop-api", "{\"whileDeploying\":\"giveWay\"}");
        story.push("api", "v2", GOOD);
        story.until("Observe");
        story.push("api", "v3", GOOD);
        story.when("Close", () -> wishes(story));

        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUPERSEDED);
        assertThat(story.deployment("shop-api", "v2").cause().orElseThrow().sentence()).containsOnlyOnce("A person asked at ").endsWith("when it had been handed over already: stop what has taken over.");
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
    }

    private static List<Ending> endings(Story story, int newest) {
        return story.deployments("shop-api").stream().limit(newest).map(one -> one.ending().orElseThrow()).toList();
    }

    /** Another asks in this very moment. */
    static void wishes(Story story) {
        TargetState state = story.aws().ledger().claims().read(API);
        StopRequest stop = new StopRequest(Action.STOP, "arn:by-hand", story.now());
        assertThat(story.aws().ledger().claims().replace(state, state.with(state.claim().map(claim -> claim.stopRequested(stop)), state.waiting()))).isTrue();
    }
}
