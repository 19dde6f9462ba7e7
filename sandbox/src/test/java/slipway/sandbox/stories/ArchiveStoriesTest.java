package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.sandbox.cloud.eventbridge.Weather;

/** Images that lie in ECR's archive, or are on their way back from there. */
class ArchiveStoriesTest {
    private static final Duration LONGER_THAN_A_RESTORE = Duration.ofMinutes(11);

    private final Story story = RollbackStoriesTest.live("v2");

    @Test
    void whatIsPushedAgainGoesLiveByItselfOnceItIsRestored() {
        String digest = archived("api", "v3");

        story.push("api", "v3", "new", GOOD);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).containsOnlyOnce("Plan");
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v3");
        assertThat(story.mail("OperationsTopic")).isEmpty();
    }

    @Test
    void anExactTagThatIsPushedAgainGoesLiveToo() {
        String digest = archived("web", "latest");

        story.push("web", "latest", "new", GOOD);

        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("web", "web")).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({"shop-api, api, v3", "shop-web, web, latest"})
    void whatNoEventToldOfIsFoundOnceItIsRestored(String target, String name, String tag) {
        String digest = archived(name, tag);
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        story.push(name, tag, "new", GOOD);
        story.route("{\"sweep\":true}");
        story.play();
        assertThat(story.runs(name, name)).as("nothing is lost by a sweep that comes too early").isNotEqualTo(digest);

        story.pass(LONGER_THAN_A_RESTORE);
        story.route("{\"sweep\":true}");
        Deployment deployment = story.play(target);

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(deployment.origin().by()).isEqualTo(Origin.By.SWEEP);
        assertThat(story.runs(name, name)).isEqualTo(digest);
    }

    @Test
    void whoStartsItMeanwhileWaitsToo() {
        String digest = archived("api", "v3");
        story.aws().ecr().retag("shop/api", digest, "other");

        story.start("{\"target\":\"shop-api\",\"image\":\"v3\"}");

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void whatIsArchivedBeforeThePlanIsNotCalledDeleted() {
        String digest = story.push("api", "v3", "new", GOOD);
        story.aws().ecr().archive("shop/api", digest);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("ImageGone");
        assertThat(deployment.cause().orElseThrow().sentence()).contains("was archived", "restore it");
        story.start("{\"target\":\"shop-api\",\"image\":\"v3\"}");
        assertThat(story.play("shop-api").cause().orElseThrow().sentence()).contains("archived and can't be pulled: restore it first");
    }

    @Test
    void whatIsNotRestoredInTimeSaysWhatToDo() {
        String digest = archived("api", "v3");
        story.push("api", "v3", "new", GOOD);
        for (int again = 0; again < 9; again++) {
            story.pass(Duration.ofMinutes(5)).aws().ecr().archive("shop/api", digest);
            story.aws().ecr().retag("shop/api", digest, "other" + again);
        }

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("still being restored from ECR's archive", "start it by hand");
    }

    /** Returns the digest of an image that the target knows nothing of. */
    private String archived(String name, String tag) {
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        String digest = story.push(name, tag, "new", GOOD);
        story.aws().ecr().archive("shop/" + name, digest);
        story.aws().events().weather(Weather.FAIR);
        story.forget();
        return digest;
    }
}
