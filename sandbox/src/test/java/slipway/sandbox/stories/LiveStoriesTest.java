package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Ending;
import slipway.rollout.TryAgain;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;

/** What others read of it in {@code /slipway/live/NAME}. */
class LiveStoriesTest {
    private int failsAt;
    private int reads;

    /** Close reads the claim at its beginning, right before it publishes, and to free it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itIsPublishedThoughTheLedgerDoesNotAnswerAtOnce(int read) {
        Story story = Story.on(() -> Ports.of(MemoryLedger.create(), (operation, arguments, rest) -> {
            if (operation.equals("claims.read") && failsAt > 0 && ++reads == failsAt) {
                throw new TryAgain("the ledger did not answer");
            }
            return rest.call(arguments);
        }));
        story.when("Close", () -> failsAt = read);
        String digest = story.push("api", "v2", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(reads).isGreaterThan(read);
        assertThat(story.live("shop-api")).endsWith(digest);
    }

    /** Infrastructure code would put another container's image into the one that is followed. */
    @Test
    void onlyWhatTheTargetFollowsIsPublishedThoughAnotherContainerGetsAnImageOfItsRepository() {
        Story story = Story.open();
        String web = story.runs("web", "web");
        story.follow("shop-web", "{\"containers\":[\"web\"]}");
        String other = story.push("web", "v3", GOOD);

        story.start("{\"target\":\"shop-web\",\"imageDefinitions\":[{\"name\":\"proxy\",\"imageUri\":\"" + HandStoriesTest.HOST + "shop/web:v3\"}]}");

        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("web", "proxy")).isEqualTo(other);
        assertThat(story.live("shop-web")).isEqualTo(HandStoriesTest.HOST + "shop/web@" + web);
    }
}
