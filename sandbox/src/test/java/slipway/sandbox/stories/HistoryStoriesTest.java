package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.ledger.TimeToLive;

/** Records are forgotten after {@code HistoryDays}: nothing that a rule needs is forgotten with them. */
class HistoryStoriesTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Duration HISTORY = Duration.ofDays(120);

    @Test
    void theNewestImageThatAPersonLeftIsNotBroughtAgainWhenItsRecordIsForgotten() {
        AtomicReference<Story> world = new AtomicReference<>();
        Story story = Story.on(() -> TimeToLive.of(MemoryLedger.create(), () -> world.get() == null ? java.time.Instant.EPOCH : world.get().now(), HISTORY),
                Map.of("HistoryDays", "120", "SweepMinutes", "1440"));
        world.set(story);
        String before = story.runs("api", "api");
        String live = story.push("api", "v2", GOOD);
        story.play();
        String left = story.push("api", "v3", GOOD);
        Deployment brought = story.play("shop-api");
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\",\"reason\":\"it is slow\",\"by\":\"ana\"}");
        story.play();
        story.start("{\"target\":\"shop-api\",\"action\":\"release\",\"image\":\"" + left + "\",\"reason\":\"it may come again\",\"by\":\"ana\"}");
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(live);
        story.forget();

        story.pass(HISTORY.plusDays(1));
        assertThat(story.aws().ledger().records().find(brought.id())).as("it is past its time, and not deleted yet").isPresent();
        story.pass(Duration.ofDays(10)).play();

        assertThat(story.aws().ledger().records().find(brought.id())).isEmpty();
        assertThat(story.deployments("shop-api")).as("no sweep took it for missed").isEmpty();
        assertThat(story.runs("api", "api")).isEqualTo(live);
        assertThat(story.slack()).isEmpty();
        EventStoriesTest.assertFree(story, "shop-api");

        assertThat(story.aws().ledger().claims().read(API).healthy()).as("the way back outlives the history").hasSizeGreaterThanOrEqualTo(2);
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\",\"reason\":\"r\",\"by\":\"ana\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(before);
    }
}
