package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.cloud.lambda.Mishaps;

/** What becomes of a wish to go back around a person's abort: the last word counts, and whoever was promised something hears of it. */
class AbortStoriesTest {
    private static final String BACK = "{\"target\":\"shop-api\",\"action\":\"rollback\"}";
    private static final String STOP = "{\"target\":\"shop-api\",\"action\":\"stop\"}";
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Story story = Story.open();
    private String before;

    @BeforeEach
    void aReleaseWasLive() {
        before = story.push("api", "v2", GOOD);
        story.play();
        story.forget();
    }

    /** The one that has the target, or is to recover what had it. */
    private Execution owner() {
        String arn = story.aws().ledger().claims().read(new TargetName("shop-api")).claim().orElseThrow().execution();
        return story.aws().machines().execution(arn);
    }

    private void abort() {
        owner().stop("Enough", "it looked wrong");
        story.pass(MOMENT);
    }

    private Execution asks(String input) {
        Execution asked = story.start(input);
        story.pass(MOMENT);
        return asked;
    }

    private void wentBack(Deployment turned) {
        assertThat(turned.ending()).as("%s", turned.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertThat(story.mail("DeploymentsTopic")).filteredOn(subject -> subject.startsWith("ROLLED BACK shop-api v3")).hasSize(1);
        assertThat(story.mail("DeploymentsTopic")).noneMatch(subject -> subject.startsWith("NEEDS HUMAN"));
        assertFree(story, "shop-api");
    }

    @ParameterizedTest
    @ValueSource(strings = {BACK, STOP})
    void scenario33_whatIsAskedAfterAnAbortIsHeard(String wish) {
        story.push("api", "v3", GOOD);
        story.until("Update").until("Wait");
        abort();
        Execution asked = asks(wish);
        story.play();

        Deployment turned = story.deployment("shop-api", "v3");
        wentBack(turned);
        assertThat(story.path(asked)).endsWith("Not changed");
        assertThat(story.path(turned)).containsSubsequence("Wait for the last writer", "Claim", "Go on where?", "Wait", "Observe", "Settled?", "Roll back",
                "Rolling back?", "Wait for restore", "Observe restore", "Restored?", "Close", "Notify", "Rolled back").doesNotContain("Look first", "Update");
        assertThat(turned.cause().orElseThrow().code()).isEqualTo("StoppedByPerson");
        assertThat(story.letters("DeploymentsTopic")).anySatisfy(letter -> assertThat(letter).contains(turned.id() + " goes back at its next look"))
                .anySatisfy(letter -> assertThat(letter).contains("ROLLED BACK shop-api v3", "Deployer:  its execution ", " was aborted at "));
    }

    /** It had sent the change, and died before it was written down. */
    @Test
    void scenario36_itIsHeardThoughTheChangeIsNotRecorded() {
        story.aws().functions().disturb((name, _) -> name.equals("slipway-UpdateFunction") ? new Mishap.Hangs(Duration.ofSeconds(40)) : new Mishap.None());
        story.push("api", "v3", GOOD);
        story.until("Update").pass(Duration.ofSeconds(5));
        abort();
        story.aws().functions().disturb(Mishaps.NONE);
        story.pass(Duration.ofSeconds(50));
        asks(BACK);
        story.play();

        Deployment turned = story.deployment("shop-api", "v3");
        assertThat(story.calls()).contains("ecs:UpdateService");
        wentBack(turned);
    }

    /** The way back had begun when it was aborted: whoever asks for it wants it to go on. */
    @Test
    void whatWentBackWhenItWasAbortedGoesOnGoingBack() {
        story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.until("Wait for restore");
        abort();
        asks(BACK);
        story.play();

        Deployment turned = story.deployment("shop-api", "v3");
        wentBack(turned);
        assertThat(story.path(turned)).containsSubsequence("Go on where?", "Wait for restore", "Observe restore", "Rolled back").doesNotContain("Look first");
    }

    @ParameterizedTest
    @CsvSource({"Plan", "Announce"})
    void whereNothingWasTouchedNothingIs(String state) {
        story.push("api", "v3", GOOD);
        story.until(state).pass(Duration.ofMillis(1));
        abort();
        asks(BACK);
        story.play();

        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.NOT_CHANGED);
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
        assertThat(story.runs("api", "api")).isEqualTo(before);
        assertFree(story, "shop-api");
    }

    /** Whoever aborts after that has decided since; and whoever asks once more, too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastWordCounts(boolean onceMore) {
        String left = story.push("api", "v3", GOOD);
        story.until("Update").until("Wait");
        asks(STOP);
        abort();
        if (onceMore) {
            asks(BACK);
        }
        story.play();

        Deployment deployment = story.deployment("shop-api", "v3");
        if (onceMore) {
            wentBack(deployment);
        } else {
            assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
            assertThat(deployment.cause().orElseThrow().code()).isEqualTo("DeployerAborted");
            assertThat(deployment.cause().orElseThrow().sentence()).doesNotContain("A person asked");
            assertThat(story.runs("api", "api")).isEqualTo(left);
        }
    }

    /** No third try by itself, but a person's wish is worth one. */
    @Test
    void scenario21_whatIsAskedAfterTheRecoveryDiedTooIsHeard() {
        story.push("api", "v3", GOOD);
        story.until("Update").until("Wait");
        owner().expire();
        story.until("Go on where?").pass(MOMENT);
        owner().expire();
        story.pass(MOMENT);
        asks(BACK);
        story.pass(Duration.ofMinutes(35)).play();

        wentBack(story.deployment("shop-api", "v3"));
    }

    /** The recovery has looked at what was wished, and leaves it: there is no next look. */
    @Test
    void whoAsksWhenItIsBeingLeftIsToldThatItCameTooLate() {
        String left = story.push("api", "v3", GOOD);
        story.until("Update").until("Wait");
        abort();
        story.until("Look first");
        story.when("Close", () -> WishStoriesTest.wishes(story));
        story.play();

        Deployment deployment = story.deployment("shop-api", "v3");
        assertThat(deployment.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith("Somebody aborted its execution").contains(" A person asked at ")
                .endsWith("when it had been left as it is already, so nothing was turned around: roll it back if that is still wanted.");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("NEEDS HUMAN shop-api v3", "roll it back if that is still wanted");
        assertThat(story.runs("api", "api")).isEqualTo(left);
        assertFree(story, "shop-api");
    }
}
