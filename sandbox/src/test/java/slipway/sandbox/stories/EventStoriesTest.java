package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.rollout.TargetState;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.eventbridge.Weather;

/** Pushes whose events are lost, late, doubled or many. */
class EventStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);

    @Test
    void scenario01_aPushWithoutAnEventIsFoundByTheSweep() {
        Story story = Story.open();
        story.push("web", "latest", "second", GOOD);
        story.play();
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        String digest = story.push("web", "latest", "third", GOOD);

        assertThat(story.play("shop-web").image().orElseThrow().digest().value()).isNotEqualTo(digest);
        story.pass(Duration.ofMinutes(16));
        Deployment deployment = story.play("shop-web");

        assertThat(deployment.origin().by()).isEqualTo(Origin.By.SWEEP);
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("web", "web")).isEqualTo(digest);
    }

    @Test
    void scenario02_anEventADayLateNeverUndoesANewerPush() {
        Story story = live("v2");
        delay(story, "v3", Duration.ofHours(24));
        story.push("api", "v3", GOOD);
        story.pass(Duration.ofMinutes(1));
        String newer = story.push("api", "v4", GOOD);
        story.play();

        story.pass(Duration.ofHours(24));
        Deployment late = story.play("shop-api");

        assertThat(late.tag().orElseThrow().value()).isEqualTo("v3");
        assertThat(late.ending()).contains(Ending.NOT_CHANGED);
        assertThat(late.cause().orElseThrow().code()).isEqualTo("Stale");
        assertThat(story.runs("api", "api")).isEqualTo(newer);
        assertThat(story.slack().getLast()).startsWith("NOT CHANGED shop-api v3: ");
    }

    @Test
    void scenario02_anEventADayLateOfWhatIsLiveChangesNothing() {
        Story story = live("v2");
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr")
                ? List.of(Duration.ofSeconds(1), Duration.ofHours(24)) : Weather.FAIR.delays(rule, event));
        String digest = story.push("api", "v3", GOOD);
        story.play();

        story.pass(Duration.ofHours(24)).play();

        assertThat(story.deployments("shop-api").stream().filter(one -> one.tag().orElseThrow().value().equals("v3"))).hasSize(1);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.slack()).hasSize(2);
    }

    @Test
    void scenario03_eachEventTwiceMakesOneDeployment() {
        Story story = Story.open();
        story.aws().events().weather((rule, event) -> List.of(Duration.ofMillis(500), Duration.ofMillis(700), Duration.ofSeconds(90)));
        story.push("api", "v2", GOOD);

        story.play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.deployments("shop-api").getFirst().ending()).contains(Ending.SUCCEEDED);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        assertThat(story.slack()).hasSize(2);
    }

    @Test
    void scenario03_threeTagsOnOneDigestMakeOneDeployment() {
        Story story = Story.open();
        String digest = story.push("api", "v2", GOOD);
        story.aws().ecr().retag("shop/api", digest, "v2.0");
        story.pass(Duration.ofSeconds(2));
        story.aws().ecr().retag("shop/api", digest, "v2.0.0");

        story.play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        assertThat(story.slack()).hasSize(2);
    }

    @Test
    void scenario03_anIndexWithItsChildrenAndAttestationsMakesOneDeployment() {
        Story story = Story.open();
        String digest = story.aws().ecr().pushIndex("shop/api", "v2", "v2", GOOD, List.of("amd64", "arm64")).digest();

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(deployment.image().orElseThrow().digest().value()).isEqualTo(digest);
        assertThat(story.live("shop-api")).endsWith(digest);
    }

    @Test
    void scenario05_whatWasRolledBackIsHeldAgainstAPushButNotAgainstAPersonWithAReason() {
        Story story = live("v2");
        String digest = story.push("api", "v3", CRASHES);
        story.play();
        story.forget();

        story.aws().ecr().retag("shop/api", digest, "v3-again");
        Deployment held = story.play("shop-api");

        assertThat(held.ending()).contains(Ending.NOT_CHANGED);
        assertThat(held.cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");

        story.start("{\"target\":\"shop-api\",\"image\":\"v3\",\"reason\":\"once more\"}");
        Deployment tried = story.play("shop-api");

        assertThat(tried.ending()).contains(Ending.ROLLED_BACK);
        assertThat(tried.image().orElseThrow().digest().value()).isEqualTo(digest);
        assertThat(story.calls()).contains("ecs:UpdateService");
    }

    @Test
    void scenario05_aPersonsDeploymentThatIsSeenHealthyEndsTheHold() {
        Story story = live("v2");
        var target = new slipway.release.TargetName("shop-api");
        var digest = new slipway.release.Digest(story.push("api", "v3", GOOD));
        story.aws().ledger().holds().put(new slipway.rollout.Hold(target, digest, new slipway.release.DeploymentId("shop-api-before"), story.now(), "It crashed."), 0);
        assertThat(story.play("shop-api").ending()).contains(Ending.NOT_CHANGED);

        story.start("{\"target\":\"shop-api\",\"image\":\"v3\",\"reason\":\"it was the database\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.aws().ledger().holds().find(target, digest)).isEmpty();
    }

    @Test
    void scenario18_ofTwoPushesWithinSecondsTheNewerWins() {
        Story story = Story.open();
        story.push("api", "v2", GOOD);
        story.pass(Duration.ofSeconds(3));
        String digest = story.push("api", "v3", GOOD);

        story.play();

        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployments("shop-api")).hasSize(2);
        assertFree(story, "shop-api");
    }

    @Test
    void scenario18_ofTenPushesWhileOneRollsOutTheLastWinsAndTheOthersAreTold() {
        Story story = Story.open();
        story.push("api", "v2", CRASHES);
        story.until("Observe");
        List<String> digests = IntStream.range(10, 20).mapToObj(number -> {
            String digest = story.push("api", "v" + number, GOOD);
            story.pass(Duration.ofSeconds(1));
            return digest;
        }).toList();

        story.play();

        assertThat(story.runs("api", "api")).isEqualTo(digests.getLast());
        assertThat(story.deployment("shop-api", "v19").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.ROLLED_BACK);
        List<Deployment> others = story.deployments("shop-api").stream().filter(one -> one.ending().orElseThrow() == Ending.SUPERSEDED).toList();
        assertThat(others.stream().map(one -> one.tag().orElseThrow().value()).collect(Collectors.toSet()))
                .isEqualTo(IntStream.range(10, 19).mapToObj(number -> "v" + number).collect(Collectors.toSet()));
        for (Deployment other : others) {
            assertThat(story.slack()).filteredOn(text -> text.startsWith("SUPERSEDED shop-api " + other.tag().orElseThrow().value() + ":")).hasSize(1);
        }
        assertFree(story, "shop-api");
    }

    @Test
    void theSweepStartsAWaitingPushWhoseStartWasLost() {
        Story story = Story.open();
        story.push("api", "v2", GOOD);
        story.until("Observe");
        String digest = story.push("api", "v3", GOOD);
        story.aws().events().weather((rule, event) -> rule.name().endsWith("ExecutionDied") ? List.of() : List.of(Duration.ofMillis(500)));
        story.when("Start what waits", () -> running(story).stop("Killed", "by the test"));
        story.until(() -> running(story) == null).pass(Duration.ofMinutes(1));
        assertThat(story.runs("api", "api")).isNotEqualTo(digest);

        story.pass(Duration.ofMinutes(16));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.tag().orElseThrow().value()).isEqualTo("v3");
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertFree(story, "shop-api");
    }

    @Test
    void whatNobodyFollowsIsIgnored() {
        Story story = Story.open();
        story.push("proxy", "v9", GOOD);
        story.push("api", "nightly", GOOD);

        story.play();

        assertThat(story.deployments("shop-api")).isEmpty();
        assertThat(story.slack()).isEmpty();
        Set<String> ends = story.aws().machines().executions().stream().filter(one -> one.identity().machineName().endsWith("route"))
                .map(one -> one.path().getLast()).collect(Collectors.toSet());
        assertThat(ends).containsExactly("Ignored");
    }

    static void assertFree(Story story, String target) {
        TargetState state = story.aws().ledger().claims().read(new slipway.release.TargetName(target));
        assertThat(state.claim()).isEmpty();
        assertThat(state.waiting()).isEmpty();
    }

    private static Execution running(Story story) {
        return story.aws().machines().executions().stream().filter(one -> one.status() == Execution.Status.RUNNING)
                .filter(one -> one.identity().machineName().endsWith("deploy")).findFirst().orElse(null);
    }

    /** Lets the events of pushes under that tag come late. */
    private static void delay(Story story, String tag, Duration time) {
        story.aws().events().weather((rule, event) -> event.path("detail").path("image-tag").asText().equals(tag)
                ? List.of(time) : Weather.FAIR.delays(rule, event));
    }
}
