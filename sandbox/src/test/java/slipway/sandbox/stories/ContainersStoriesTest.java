package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;
import static slipway.sandbox.stories.HandStoriesTest.assertUntouched;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.GOES_BACK;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;

/** Several containers in one deployment, as a pipeline's imagedefinitions.json names their images. */
class ContainersStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final String HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/";
    private static final TargetName WEB = new TargetName("shop-web");

    private final Story story = Story.open();
    private final String web = story.runs("web", "web");
    private final String proxy = story.runs("web", "proxy");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"web=shop/web:v2 proxy=shop/proxy:v7", "proxy=shop/proxy:v7 web=shop/web:v2"})
    void containersOfTwoRepositoriesGoLiveTogether(String definitions) {
        String newWeb = story.push("web", "v2", GOOD);
        String newProxy = story.push("proxy", "v7", GOOD);

        Execution person = deploy(definitions);
        Deployment deployment = story.play("shop-web");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(person)).isEqualTo(path(BEGINS, ending("Succeeded")));
        assertThat(deployment.origin().byHand()).isTrue();
        assertThat(story.runs("web", "web")).isEqualTo(newWeb);
        assertThat(story.runs("web", "proxy")).isEqualTo(newProxy);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        assertThat(story.live("shop-web")).as("of the target's own repository, wherever it stands in the array").isEqualTo(HOST + "shop/web@" + newWeb);
        assertThat(deployment.image().orElseThrow().digest().value()).isEqualTo(newWeb);
        assertThat(story.slack().getFirst()).startsWith("DEPLOYING shop-web v2: from " + web.substring(7, 19) + ", 2 tasks");
        assertThat(story.slack().getLast()).startsWith("LIVE shop-web v2: 2 of 2 tasks healthy");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("shop/proxy in container proxy", proxy, "v7 " + newProxy,
                "shop/web in container web", web, "v2 " + newWeb);
        assertThat(story.events().getLast().path("container").asText()).isEqualTo("web");
        assertFree(story, "shop-web");
    }

    @Test
    void everyContainerGoesBackToWhatItRanThen() {
        Map<String, String> digests = new HashMap<>();
        String both = "{\"target\":\"shop-web\",\"imageDefinitions\":[{\"name\":\"web\",\"imageUri\":\"%sshop/web:%s\"},{\"name\":\"proxy\",\"imageUri\":\"%sshop/proxy:%s\"}]}";
        for (String tag : List.of("v2", "v3", "v4")) {
            digests.put("web " + tag, story.push("web", tag, GOOD));
            digests.put("proxy " + tag, story.push("proxy", tag, GOOD));
            story.start(both.formatted(HOST, tag, HOST, tag));
            assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        }

        story.start("{\"target\":\"shop-web\",\"action\":\"rollback\",\"to\":\"" + story.deployment("shop-web", "v2").id() + "\"}");

        assertThat(story.play("shop-web").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(digests.get("web v2"));
        assertThat(story.runs("web", "proxy")).isEqualTo(digests.get("proxy v2"));
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-web by hand: runs v2 again. v4 is held");
    }

    @Test
    void whatIsNotNamedStaysAsItRuns() {
        String newWeb = story.push("web", "v2", GOOD);
        story.push("proxy", "stable", "another", GOOD);

        deploy("web=shop/web@" + newWeb);

        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("web", "web")).isEqualTo(newWeb);
        assertThat(story.runs("web", "proxy")).isEqualTo(proxy);
    }

    @Test
    void oneThatFailsTakesEveryContainerBackAndOnlyTheOwnImageIsHeld() {
        String newWeb = story.push("web", "v2", GOOD);
        String newProxy = story.push("proxy", "v7", CRASHES);

        Execution person = deploy("proxy=shop/proxy:v7 web=shop/web:v2");
        Deployment deployment = story.play("shop-web");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.path(person)).isEqualTo(path(BEGINS, GOES_BACK, ending("Rolled back")));
        assertThat(deployment.cause().orElseThrow().sentence()).contains("Container proxy exited with code 1");
        assertThat(story.runs("web", "web")).isEqualTo(web);
        assertThat(story.runs("web", "proxy")).isEqualTo(proxy);
        assertThat(story.live("shop-web")).isEqualTo(HOST + "shop/web@" + web);
        assertThat(held(newWeb)).isTrue();
        assertThat(held(newProxy)).as("no push of it comes here").isFalse();
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-web v2: ");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Its image of shop/web is held here", "{\"target\":\"shop-web\",\"imageDefinitions\":["
                + "{\"name\":\"proxy\",\"imageUri\":\"" + HOST + "shop/proxy@" + newProxy + "\"},{\"name\":\"web\",\"imageUri\":\"" + HOST + "shop/web@" + newWeb + "\"}],\"reason\":\"WHY\"}");

        story.aws().ecr().retag("shop/web", newWeb, "latest");
        assertThat(story.play("shop-web").cause().orElseThrow().code()).isEqualTo("Held");
    }

    @Test
    void whereOnlyASidecarGetsAnImageTheLiveImageStaysAndNothingIsHeld() {
        String newProxy = story.push("proxy", "v7", CRASHES);
        deploy("proxy=shop/proxy:v7");

        Deployment failed = story.play("shop-web");

        assertThat(failed.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "proxy")).isEqualTo(proxy);
        assertThat(held(web)).as("it runs").isFalse();
        assertThat(held(newProxy)).isFalse();
        assertThat(story.live("shop-web")).as("not the sidecar's").isEmpty();
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-web v7: ");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Nothing of it is held");
    }

    @Test
    void aRollbackByHandBringsEveryContainerBackAndHoldsNothingThatRuns() {
        String newWeb = story.push("web", "v2", GOOD);
        String newProxy = story.push("proxy", "v7", GOOD);
        deploy("web=shop/web:v2");
        story.play();
        deploy("proxy=shop/proxy:v7 web=shop/web:v2");
        assertThat(story.play("shop-web").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("web", "proxy")).isEqualTo(newProxy);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-web v7: ");

        story.start("{\"target\":\"shop-web\",\"action\":\"rollback\"}");
        Deployment back = story.play("shop-web");

        assertThat(back.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(newWeb);
        assertThat(story.runs("web", "proxy")).isEqualTo(proxy);
        assertThat(held(newWeb)).isFalse();
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-web by hand: runs v2 again").doesNotContain("held");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("Nothing of what it left is held", "\"imageDefinitions\":[{\"name\":\"proxy\",\"imageUri\":\"" + HOST + "shop/proxy@" + newProxy + "\"}]");
    }

    @Test
    void onABusyTargetTheyWaitAndAreStartedAgainAsTheyWereAsked() {
        String hasty = story.push("web", "latest", "second", GOOD);
        story.until("Tell");
        String newWeb = story.push("web", "v2", GOOD);
        String newProxy = story.push("proxy", "v7", GOOD);
        Execution person = deploy("web=shop/web:v2 proxy=shop/proxy:v7");

        Deployment deployment = story.play("shop-web");

        assertThat(person.path()).endsWith("Waiting");
        assertThat(story.deployments("shop-web")).extracting(one -> one.image().orElseThrow().digest().value()).containsExactly(newWeb, hasty);
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(deployment.origin().byHand()).isTrue();
        assertThat(story.runs("web", "web")).isEqualTo(newWeb);
        assertThat(story.runs("web", "proxy")).isEqualTo(newProxy);
        assertFree(story, "shop-web");
    }

    @Test
    void aPushThatIsOlderThanTheChoiceDoesNotUndoIt() {
        story.aws().events().weather((rule, event) -> List.of(Duration.ofMinutes(20)));
        story.push("web", "latest", "second", GOOD);
        String newWeb = story.push("web", "v2", GOOD);
        story.pass(Duration.ofMinutes(1));
        deploy("web=shop/web:v2");
        story.play();

        story.pass(Duration.ofMinutes(30)).play();

        assertThat(story.deployments("shop-web").getFirst().cause().orElseThrow().code()).isEqualTo("OlderThanChoice");
        assertThat(story.runs("web", "web")).isEqualTo(newWeb);
    }

    @Test
    void aStopTurnsThemAround() {
        story.push("web", "v2", GOOD.listeningAfter(Duration.ofMinutes(20)));
        story.push("proxy", "v7", GOOD);
        deploy("web=shop/web:v2 proxy=shop/proxy:v7");
        story.until("Tell");

        story.start("{\"target\":\"shop-web\",\"action\":\"stop\"}");
        story.play();

        assertThat(story.deployment("shop-web", "v2").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("web", "web")).isEqualTo(web);
        assertThat(story.runs("web", "proxy")).isEqualTo(proxy);
    }

    @Test
    void theSameImagesChangeNothing() {
        deploy("web=shop/web:latest proxy=shop/proxy:stable");

        Deployment deployment = story.play("shop-web");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("SameImage");
        assertUntouched(story, "shop-web");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "web=shop/web:latest cache=shop/proxy:stable | names a container that the task definition has not | container=cache",
        "web=shop/web:v99 | names an image that is not in its repository, or is archived: check the tag or digest, push or restore it first | container=web",
        "proxy=shop/proxy@sha256:0000000000000000000000000000000000000000000000000000000000000000 | names an image that is not in its repository | container=proxy",
        "proxy=shop/nothing:v1 | names an image that its registry does not show: correct it, or let Slipway read the repository | container=proxy",
        "web=shop/proxy:stable | an image of another: choose one of its own | container=web",
        "web=shop/web@ATTESTATION | names what can't be deployed: name the tag or the digest of the whole image | container=web",
        "proxy=shop/proxy@ARCHIVED | is not in its repository, or is archived | container=proxy"})
    void whatCanNotBeDeployedIsRefusedWithOneSentenceThatNamesTheContainer(String definitions, String said, String container) {
        String attestation = story.aws().ecr().pushIndex("shop/web", "many", "many", GOOD, List.of("amd64", "arm64")).attestations().getFirst();
        String archived = story.push("proxy", "old", GOOD);
        story.aws().ecr().archive("shop/proxy", archived);
        story.play();
        story.forget();

        deploy(definitions.replace("ATTESTATION", attestation).replace("ARCHIVED", archived));
        Deployment deployment = story.play("shop-web");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).startsWith("input.imageDefinitions ").contains(said, container);
        assertThat(story.path(deployment)).doesNotContain("Update");
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("NOT CHANGED shop-web ");
        assertUntouched(story, "shop-web");
    }

    private boolean held(String digest) {
        return story.aws().ledger().holds().find(WEB, new Digest(digest)).isPresent();
    }

    /** Starts the deploy machine with the array; {@code web=shop/web:v2} stands for one of its entries. */
    private Execution deploy(String definitions) {
        List<String> entries = List.of(definitions.split(" ")).stream().map(one -> one.split("=")).map(one ->
                "{\"name\":\"" + one[0] + "\",\"imageUri\":\"" + HOST + one[1] + "\"}").toList();
        return story.start("{\"target\":\"shop-web\",\"imageDefinitions\":[" + String.join(",", entries) + "]}");
    }
}
