package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;

/** Services behind no load balancer and with no health check: only that a task keeps running says that it is well. */
class UncheckedStoriesTest {
    private static final Duration QUICK = Duration.ofSeconds(4);

    private static Story story() {
        Story story = Story.launching(QUICK);
        story.follow("shop-admin", "{\"mode\":\"deploy\",\"limits\":{\"bakeSeconds\":20}}").forget();
        return story;
    }

    @ParameterizedTest
    @ValueSource(ints = {42, 46, 50, 54, 58})
    void aCrashAfterEcsTookItForHealthyIsSeenWhileTheTaskStillStops(int seconds) {
        Story story = story();
        String before = story.runs("admin", "admin");
        story.push("admin", "v2", GOOD.crashingAfter(Duration.ofSeconds(seconds), 1));

        Deployment deployment = story.play("shop-admin");

        assertThat(deployment.ending()).as("%s", story.path(deployment)).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("admin", "admin")).isEqualTo(before);
    }

    @Test
    void whatKeepsRunningGoesLive() {
        Story story = story();
        String digest = story.push("admin", "v2", GOOD);

        assertThat(story.play("shop-admin").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("admin", "admin")).isEqualTo(digest);
    }
}
