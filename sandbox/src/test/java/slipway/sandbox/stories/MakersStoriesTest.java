package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Imprint;
import slipway.release.Plan;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.FunctionBehaviour;

/** What people are told of the image: when it was pushed, and what its makers wrote on it. */
class MakersStoriesTest {
    private static final String OCI = "org.opencontainers.image.";
    private static final String COMMIT = "3f2a1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a";
    private static final Map<String, String> WRITTEN = Map.of(OCI + "revision", COMMIT, OCI + "authors", "Ada <ada@example.com>",
            OCI + "source", "https://github.com/shop/api", OCI + "version", "2.0.0");

    /** What a stranger could write. */
    static final Map<String, String> HOSTILE = Map.of(OCI + "revision", "<!channel> \u202Eevil", OCI + "authors", "<!here> \u001B[31m" + "x".repeat(10_000),
            OCI + "source", "javascript:alert(1)", OCI + "version", "password=hunter2", OCI + "created", "10000000000");

    private final Story story = Story.open();

    /** The same image with these annotations beside what it does. */
    static Annotated signed(Annotated behaviour, Map<String, String> written) {
        Map<String, String> all = new HashMap<>(behaviour.annotations());
        all.putAll(written);
        return () -> all;
    }

    @Test
    void whichCommitWentLiveAndWhichWentBackIsInEveryChannelAndInTheRecord() {
        story.push("api", "v2", signed(GOOD, WRITTEN));
        Deployment live = story.play("shop-api");
        assertThat(live.ending()).contains(Ending.SUCCEEDED);
        assertThat(imprint(live).commit()).contains(COMMIT);
        assertThat(imprint(live).pushed()).hasValueSatisfying(at -> assertThat(at).isBetween(live.startedAt().minusSeconds(60), live.startedAt()));

        story.forget();
        story.push("api", "v3", signed(GOOD.crashingAfter(Duration.ofSeconds(2), 1), WRITTEN));
        Deployment back = story.play("shop-api");
        assertThat(back.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("commit 3f2a1b9c8d7e, version 2.0.0, by Ada <ada@example.com>", "https://github.com/shop/api", "pushed: ");
        assertThat(story.aws().slack().posts()).last().satisfies(post -> assertThat(post.message().toString())
                .contains("<https://github.com/shop/api|source>", "by Ada &lt;ada@example.com&gt;"));
        assertThat(story.events().getLast().path("commit").asText()).isEqualTo(COMMIT);
        assertThat(story.events().getLast().path("source").asText()).isEqualTo("https://github.com/shop/api");
    }

    @Test
    void anImageThatSaysNothingIsToldByWhenItWasPushed() {
        story.push("api", "v2", GOOD);
        Deployment deployment = story.play("shop-api");

        assertThat(imprint(deployment)).isEqualTo(Imprint.NONE.pushed(imprint(deployment).pushed().orElseThrow()));
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("pushed: ").doesNotContain("made of", "source:");
        assertThat(story.events().getLast().has("pushedAt")).isTrue();
        assertThat(story.events().getLast().has("commit")).isFalse();
    }

    @Test
    void whatAStrangerWroteCallsNobodyHidesNothingAndIsShort() {
        story.push("api", "v2", signed(GOOD, HOSTILE));
        Deployment deployment = story.play("shop-api");

        requireHarmless(story, deployment);
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("source javascript:alert(1)").doesNotContain("hunter2", "\u202E", "\u001B", "x".repeat(100));
        String history = story.aws().machines().execution(deployment.execution()).history().toString();
        assertThat(history.contains("hunter2") || history.contains("x".repeat(100))).as("what is long or secret stays out of the history").isFalse();
    }

    @Test
    void aBuildForSeveralPlatformsWritesOnItsImages() {
        story.aws().ecr().pushIndex("shop/api", "v2", "two platforms", signed(GOOD, WRITTEN), List.of("amd64", "arm64"));
        assertThat(imprint(story.play("shop-api")).commit()).contains(COMMIT);
    }

    @Test
    void aFunctionsImageSaysItToo() {
        story.push("thumbs", "latest", "second", signed(FunctionBehaviour.GOOD, WRITTEN));
        Deployment deployment = story.play("shop-thumbs");
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("commit 3f2a1b9c8d7e");
    }

    @Test
    void aPersonsRollbackTellsOfTheImageThatItBringsBack() {
        story.push("api", "v2", signed(GOOD, WRITTEN));
        story.play("shop-api");
        story.push("api", "v3", GOOD);
        story.play("shop-api");
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("commit 3f2a1b9c8d7e");
    }

    @Test
    void ofSeveralContainersTheTargetsOwnImageIsTold() {
        String own = story.push("web", "latest", "second", signed(GOOD, WRITTEN));
        story.play();
        story.forget();
        String uri = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/";
        String web = story.push("web", "other", "third", signed(GOOD, Map.of(OCI + "revision", "b".repeat(40))));
        story.play();
        String proxy = story.push("proxy", "next", signed(GOOD, Map.of(OCI + "revision", "c".repeat(40))));
        story.start("{\"target\":\"shop-web\",\"imageDefinitions\":[{\"name\":\"web\",\"imageUri\":\"" + uri + "web@" + web + "\"},"
                + "{\"name\":\"proxy\",\"imageUri\":\"" + uri + "proxy@" + proxy + "\"}]}");
        Deployment deployment = story.play("shop-web");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(own).isNotEqualTo(web);
        assertThat(story.letters("DeploymentsTopic")).last().asString().contains("commit bbbbbbbbbbbb").doesNotContain("cccccccccccc,");
    }

    /** However it was written on the image. */
    static void requireHarmless(Story story, Deployment deployment) {
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(imprint(deployment).authors().orElseThrow()).hasSize(100);
        assertThat(story.aws().slack().posts()).last().satisfies(post -> assertThat(post.message().toString())
                .contains("&lt;!channel&gt; evil").doesNotContain("<!", "hunter2", "\u202E", "\u001B", "<javascript", "|source>"));
        assertThat(story.events().toString()).doesNotContain("hunter2", "\u202E", "\u001B", "x".repeat(100));
    }

    private static Imprint imprint(Deployment deployment) {
        return deployment.plan().flatMap(Plan::imprint).orElseThrow();
    }
}
