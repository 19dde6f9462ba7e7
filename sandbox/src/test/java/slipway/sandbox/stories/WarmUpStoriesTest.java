package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;

/** A push wakes the functions whose turn comes later; nobody waits for the start of one after the other. */
class WarmUpStoriesTest {
    /** Longer than an environment rests. */
    private static final Duration ASLEEP = Duration.ofMinutes(65);
    private static final Duration AWAKE = Duration.ofSeconds(5);

    private static Duration toUpdateService(Story story, Runnable begin) {
        Instant began = story.pass(ASLEEP).now();
        story.forget();
        begin.run();
        story.until(() -> story.calls().contains("ecs:UpdateService"));
        return Duration.between(began, story.now());
    }

    @Test
    void aPushIsAtUpdateServiceSoonerThanAStartByHand() {
        Story story = RollbackStoriesTest.live("v2");
        assertThat(toUpdateService(story, () -> story.push("api", "v3", GOOD))).isLessThan(AWAKE);
        story.play();
        story.push("api", "by-hand", GOOD.listeningAfter(Duration.ofSeconds(6)));
        assertThat(toUpdateService(story, () -> story.start("{\"target\":\"shop-api\",\"image\":\"" + story.aws().place().registry() + "/shop/api:by-hand\"}"))).isGreaterThan(AWAKE);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
    }

    @Test
    void rollBackIsAwakeToo() {
        Story story = RollbackStoriesTest.live("v2");
        story.pass(ASLEEP).push("api", "v3", Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.until("Roll back").forget();
        Instant began = story.now();
        story.until(() -> story.calls().contains("ecs:StopServiceDeployment") || story.calls().contains("ecs:UpdateService"));
        assertThat(Duration.between(began, story.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
    }

    @Test
    void aPushThatNobodyFollowsWakesThemAndChangesNothing() {
        Story story = RollbackStoriesTest.live("v2");
        story.pass(ASLEEP).forget();
        assertThat(awake(story)).isZero();
        story.push("api", "nightly", GOOD);
        story.play();
        assertThat(awake(story)).isEqualTo(1);
        assertThat(story.calls()).filteredOn(HandStoriesTest.WRITES::contains).isEmpty();
        assertThat(story.deployments("shop-api")).hasSize(1);
    }

    /** Each image and each attestation is a push of its own, and would wake one more of each function. */
    @Test
    void anImageOfSeveralArchitecturesWakesOneOfEach() {
        Story story = RollbackStoriesTest.live("v2");
        story.pass(ASLEEP);
        story.aws().ecr().pushIndex("shop/api", "nightly", "nightly", GOOD, List.of("amd64", "arm64"));
        story.play();
        assertThat(awake(story)).isEqualTo(1);
    }

    private static int awake(Story story) {
        return story.aws().functions().look("slipway-UpdateFunction").environments();
    }

    /** Of a team that has not deployed for a season: Lambda has put all of it away, and refuses each function's first call. */
    @Test
    void afterWeeksWithoutAPushTheNextOneGoesLiveAndIsTold() {
        Story story = RollbackStoriesTest.live("v2");
        story.pass(ASLEEP).forget();
        List.of("Match", "Claim", "Plan", "Update", "Observe", "RollBack", "Close", "Notify")
                .forEach(name -> story.aws().functions().look("slipway-" + name + "Function").rest());
        String digest = story.push("api", "v3", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v3: ");
    }
}
