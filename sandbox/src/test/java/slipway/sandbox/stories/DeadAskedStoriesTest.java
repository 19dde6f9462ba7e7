package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.cloud.lambda.Mishaps;

/** What becomes of what a person asked for if its execution dies before it had the target (scenario 21). */
class DeadAskedStoriesTest {
    private final Story story = Story.open();
    private String first;
    private String second;

    @BeforeEach
    void threeReleasesWereLive() {
        first = story.runs("api", "api");
        second = story.push("api", "v2", GOOD);
        story.play();
        story.push("api", "v3", GOOD);
        story.play();
        story.forget();
    }

    /** Its Claim's process ends each time, until the machine's time is up. */
    private Execution dies(String input) {
        story.aws().functions().disturb((name, _) -> name.equals("slipway-ClaimFunction") ? new Mishap.Exits(false) : new Mishap.None());
        Execution asked = story.start(input);
        story.pass(Duration.ofSeconds(1));
        asked.expire();
        story.aws().functions().disturb(Mishaps.NONE);
        return asked;
    }

    private long rollbacks() {
        return story.deployments("shop-api").stream().filter(one -> one.action() == Action.ROLLBACK).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"action\":\"rollback\"", "\"image\":\"v1\"", "\"action\":\"stop\""})
    void scenario21_itIsToldAndNotReplayed(String rest) {
        String live = story.runs("api", "api");
        Execution asked = dies("{\"target\":\"shop-api\"," + rest + "}");
        story.pass(Duration.ofMinutes(30)).play();

        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
        assertThat(story.runs("api", "api")).isEqualTo(live);
        assertThat(story.deployments("shop-api")).hasSize(2);
        assertThat(story.mail("OperationsTopic")).singleElement().asString().startsWith("DIED: The execution " + asked.identity().name());
        assertThat(story.letters("OperationsTopic").getFirst()).contains("ran out of time before it had shop-api: nothing was touched", "ask again if you still want it");
        assertFree(story, "shop-api");
    }

    @Test
    void scenario21_whoAsksAgainGoesBackOneReleaseAndNotTwo() {
        dies("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.pass(Duration.ofMinutes(30)).play();

        assertThat(rollbacks()).isEqualTo(1);
        assertThat(story.runs("api", "api")).isEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void scenario36_whatItsLastLambdaTookAllTheSameIsBroughtToItsEndOnce() {
        story.aws().functions().disturb((name, _) -> name.equals("slipway-ClaimFunction") ? new Mishap.Hangs(Duration.ofSeconds(15)) : new Mishap.None());
        Execution asked = story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.pass(Duration.ofSeconds(5));
        asked.expire();
        story.aws().functions().disturb(Mishaps.NONE);
        story.pass(Duration.ofMinutes(3));
        Deployment back = story.play("shop-api");

        assertThat(back.action()).isEqualTo(Action.ROLLBACK);
        assertThat(back.ending()).contains(Ending.ROLLED_BACK);
        assertThat(rollbacks()).isEqualTo(1);
        assertThat(story.runs("api", "api")).isEqualTo(second);
        assertFree(story, "shop-api");
    }

    @Test
    void scenario33_aStopThatDiesOnceItHasTurnedTheDeploymentAroundNeedsNobody() {
        String live = story.runs("api", "api");
        story.push("api", "v4", GOOD);
        story.until("Tell");
        story.aws().functions().disturb((name, payload) -> name.equals("slipway-CloseFunction") ? new Mishap.Exits(false) : new Mishap.None());
        Execution stop = story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}");
        story.until(() -> stop.path().contains("Close"));
        stop.expire();
        story.aws().functions().disturb(Mishaps.NONE);
        story.play();

        Deployment turned = story.deployment("shop-api", "v4");
        assertThat(turned.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(live);
        assertThat(story.letters("OperationsTopic")).singleElement().asString().contains("it had " + turned.id() + " turn around, which goes back. Nothing has to be asked again.");
    }
}
