package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.cloud.FunctionBehaviour;

/** A function of the target's owner that has the last word. */
class HookStoriesTest {
    private static final String HOOK = "{\"hook\":{\"function\":\"shop-checks\"},\"limits\":{\"bakeSeconds\":30,\"deadlineSeconds\":600}}";

    private final Story story = Story.open();

    @Test
    void itIsAskedOnceAllIsHealthyAndItsYesSettles() {
        watched(FunctionBehaviour.GOOD.answering("{\"ok\":true}"));
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.calls()).containsOnlyOnce("lambda:Invoke");
    }

    @Test
    void itIsNotAskedAgainOnceItIsLiveAndWatched() {
        watched(FunctionBehaviour.GOOD.answering("{\"ok\":true}"));
        story.follow("shop-api", HOOK.replace("\"bakeSeconds\"", "\"watchAfterSeconds\":300,\"bakeSeconds\"")).push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(Duration.between(deployment.change().orElseThrow().at(), deployment.endedAt().orElseThrow())).isGreaterThan(Duration.ofSeconds(330));
        assertThat(story.calls()).containsOnlyOnce("lambda:Invoke");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"ok\":false,\"why\":\"the <!channel> checkout is slow\"} | HookRefused | Hook shop-checks says no: the <!channel> checkout is slow.",
        "{\"ok\":false,\"why\":\"login with password=hunter2 failed\"} | HookRefused | Hook shop-checks says no: login with password=[redacted] failed.",
        "{\"ok\":false} | HookRefused | Hook shop-checks says no: it gives no reason.",
        "{\"status\":\"fine\"} | HookFailed | Hook shop-checks failed, and what fails is no yes: it answered {\"status\":\"fine\"}, and should answer {\"ok\": true}, {\"ok\": false, \"why\": \"…\"} or {\"waitsFor\": \"…\"}.",
        "\"ok\" | HookFailed | Hook shop-checks failed, and what fails is no yes: it answered \"ok\", and should answer {\"ok\": true}, {\"ok\": false, \"why\": \"…\"} or {\"waitsFor\": \"…\"}.",
        "{\"ok\":\"true\"} | HookFailed | Hook shop-checks failed, and what fails is no yes: it answered {\"ok\":\"true\"}, and should answer {\"ok\": true}, {\"ok\": false, \"why\": \"…\"} or {\"waitsFor\": \"…\"}."
    })
    void whatIsNoPlainYesTakesItBack(String answer, String code, String sentence) {
        String before = watched(FunctionBehaviour.GOOD.answering(answer));
        goesBack(before, code, sentence);
        assertThat(story.aws().slack().posts().getLast().message().toString()).doesNotContain("<!channel>");
    }

    @Test
    void oneThatThrowsFailsClosed() {
        String before = watched(FunctionBehaviour.GOOD.throwing("java.lang.IllegalStateException", "no database"));
        goesBack(before, "HookFailed", "Hook shop-checks failed, and what fails is no yes: java.lang.IllegalStateException: no database.");
    }

    @Test
    void oneThatRunsOutOfItsTimeFailsClosed() {
        String before = watched(FunctionBehaviour.GOOD.taking(Duration.ofMinutes(2)));
        Deployment deployment = goesBack(before, "HookFailed", null);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("timed out");
    }

    /** What takes longer than a call may answers so, and is watched meanwhile. */
    @Test
    void oneThatHasNotMadeUpItsMindIsAskedAgainUntilTheDeadline() {
        String before = watched(FunctionBehaviour.GOOD.answering("{\"waitsFor\":\"12 of 40 tests\"}"));
        Deployment deployment = goesBack(before, "HookUntold", "All is healthy, but until its deadline it waited for hook shop-checks, which waits for 12 of 40 tests.");
        assertThat(story.calls().stream().filter("lambda:Invoke"::equals).count()).isGreaterThan(20);
        assertThat(Duration.between(deployment.change().orElseThrow().at(), deployment.restore().orElseThrow().at())).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @ParameterizedTest
    @CsvSource({"false, 3, names a function", "true, 31, may take longer than a hook has"})
    void oneThatCanNotBeAskedIsRefusedBeforeAnythingIsTouched(boolean there, int timeout, String words) {
        if (there) {
            checks(story, FunctionBehaviour.GOOD, timeout);
        }
        story.follow("shop-api", HOOK).forget();
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith("Hook").contains(words, "function=shop-checks");
        assertThat(story.calls()).doesNotContain("ecs:RegisterTaskDefinition", "ecs:UpdateService");
    }

    private Deployment goesBack(String before, String code, String sentence) {
        story.push("api", "v3", GOOD);
        Deployment deployment = story.play("shop-api");
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo(code);
        if (sentence != null) {
            assertThat(deployment.cause().orElseThrow().sentence()).isEqualTo(sentence);
        }
        assertThat(story.runs("api", "api")).isEqualTo(before);
        return deployment;
    }

    private String watched(FunctionBehaviour hook) {
        checks(story, hook, 10);
        story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        story.follow("shop-api", HOOK).forget();
        return story.runs("api", "api");
    }

    static void checks(Story story, FunctionBehaviour behaviour, int timeout) {
        story.push("thumbs", "checks", "checks", behaviour);
        story.play();
        story.aws().functions().function("shop-checks").image(story.aws().place().registry() + "/shop/thumbs:checks").timeout(timeout).create();
        story.pass(Duration.ofMinutes(1)).forget();
    }
}
