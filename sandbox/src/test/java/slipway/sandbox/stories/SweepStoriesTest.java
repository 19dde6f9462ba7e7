package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.eventbridge.Weather;

/** What the sweep finds since no event told of it, and what it leaves alone. */
class SweepStoriesTest {
    private static final Duration SWEPT = Duration.ofMinutes(16);
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);

    /** No event of the registry comes any more, or each so late. */
    private static Story events(Story story, Duration... late) {
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of(late) : Weather.FAIR.delays(rule, event));
        return story;
    }

    private static Execution lastSweep(Story story) {
        return story.aws().machines().executions().stream().filter(one -> one.path().contains("Look at each")).toList().getLast();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{'exact':'v2'}", "{'glob':'v*'}", "{'regex':'v[0-9]+(\\\\.[0-9]+)*'}", "'any'", "{'semver':'>=2'}"})
    void scenario01_theFirstPushOfATargetIsFoundByTheSweepWhateverThePolicy(String tags) {
        Story story = Story.open();
        story.follow("shop-api", "{\"tags\":" + tags.replace('\'', '"') + "}");
        events(story);
        String digest = story.push("api", tags.contains("semver") ? "2.0.0" : "v2", GOOD);
        story.pass(SWEPT);
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.origin().by()).isEqualTo(Origin.By.SWEEP);
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        story.pass(Duration.ofHours(2)).play();
        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(lastSweep(story).path()).startsWith("Match").containsSubsequence("Anything to start?", "Look at each", "Look", "Start what was missed", "Tell what drifted",
                "All looked at?", "Swept");
    }

    @Test
    void scenario01_ofTwoMissedPushesTheNewestIsBroughtAndNobodyHearsOfTheOther() {
        Story story = events(RollbackStoriesTest.live("v2"));
        story.push("api", "v3", GOOD);
        story.pass(Duration.ofSeconds(9));
        String newest = story.push("api", "v4", GOOD);
        story.pass(Duration.ofHours(1)).play();

        assertThat(story.deployments("shop-api")).hasSize(2);
        assertThat(story.runs("api", "api")).isEqualTo(newest);
        assertThat(story.slack()).hasSize(2).allMatch(text -> text.contains("v4"));
    }

    @Test
    void scenario04_ofMissedVersionsTheHighestIsBroughtThoughALowerOneCameLater() {
        Story story = Story.open();
        events(story.follow("shop-api", "{\"tags\":{\"semver\":\"^7\"}}"));
        String highest = story.push("api", "7.9.1", GOOD);
        story.pass(Duration.ofSeconds(9));
        story.push("api", "7.1.0", GOOD);
        story.pass(Duration.ofHours(1)).play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.runs("api", "api")).isEqualTo(highest);
    }

    @Test
    void whatWasPushedBeforeTheTargetWasSeenIsNobodysMissedPush() {
        Story story = Story.open();
        story.push("api", "5.0.0", GOOD);
        story.pass(Duration.ofMinutes(1));
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^5\"}}");
        story.pass(Duration.ofHours(1)).play();

        assertThat(story.deployments("shop-api")).isEmpty();
    }

    @Test
    void scenario05_whatWasRolledBackDoesNotComeBackByTheSweep() {
        Story story = RollbackStoriesTest.live("v2");
        story.push("api", "v3", CRASHES);
        story.push("web", "latest", "broken", CRASHES);
        story.play();
        assertThat(story.deployments("shop-web").getFirst().ending()).contains(Ending.ROLLED_BACK);
        int told = story.slack().size();

        story.pass(Duration.ofHours(3)).play();

        assertThat(story.deployments("shop-api")).hasSize(2);
        assertThat(story.deployments("shop-web")).hasSize(1);
        assertThat(story.slack()).hasSize(told);
    }

    @Test
    void scenario05_whatAPersonRolledBackIsNotStartedAgainByTheSweep() {
        Story story = Story.open();
        String older = story.push("web", "latest", "second", GOOD);
        story.play();
        story.push("web", "latest", "third", GOOD);
        story.play();
        story.start("{\"target\":\"shop-web\",\"action\":\"rollback\"}");
        assertThat(story.play("shop-web").ending()).contains(Ending.ROLLED_BACK);
        int told = story.slack().size();

        story.pass(Duration.ofHours(3)).play();

        assertThat(story.deployments("shop-web")).as("none began and ended as held").hasSize(3);
        assertThat(story.runs("web", "web")).isEqualTo(older);
        assertThat(story.slack()).hasSize(told);
    }

    @Test
    void scenario32_aTagThatWasMovedBackToAnOlderImageIsBroughtThoughNoEventTold() {
        Story story = Story.open();
        String older = story.push("web", "latest", "second", GOOD);
        story.play();
        story.push("web", "latest", "third", GOOD);
        story.play();
        events(story).aws().ecr().retag("shop/web", older, "latest");
        story.pass(SWEPT);
        Deployment deployment = story.play("shop-web");

        assertThat(deployment.origin().by()).isEqualTo(Origin.By.SWEEP);
        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("web", "web")).isEqualTo(older);
        story.pass(Duration.ofHours(2)).play();
        assertThat(story.deployments("shop-web")).hasSize(3);
    }

    /** What the tag named between was overtaken, and the way back is another delivery of what had failed by then. */
    @Test
    void scenario32_aTagThatCameBackToWhatFailsMeanwhileIsNotFoundAgain() {
        Story story = Story.open();
        String bad = story.push("web", "latest", "second", CRASHES);
        story.pass(Duration.ofSeconds(20)).push("web", "latest", "third", GOOD);
        story.pass(Duration.ofSeconds(2)).aws().ecr().retag("shop/web", bad, "latest");
        story.play();
        assertThat(story.deployments("shop-web")).extracting(one -> one.ending().orElseThrow()).containsExactlyInAnyOrder(Ending.ROLLED_BACK, Ending.SUPERSEDED);
        int told = story.slack().size();

        story.pass(Duration.ofHours(3)).play();

        assertThat(story.deployments("shop-web")).as("none began and ended as held").hasSize(2);
        assertThat(story.slack()).hasSize(told);
    }

    @Test
    void scenario32_aTagThatWasMovedBackBeforeAPersonChoseIsNotBroughtOverTheChoice() {
        Story story = Story.open();
        String older = story.push("web", "latest", "second", GOOD);
        story.play();
        story.push("web", "latest", "third", GOOD);
        story.play();
        story.aws().ecr().push("shop/web", "mine", GOOD);
        story.pass(SWEPT).play();
        events(story).aws().ecr().retag("shop/web", older, "latest");
        story.pass(Duration.ofMinutes(1));
        story.start("{\"target\":\"shop-web\",\"image\":\"mine\"}");
        String chosen = story.play("shop-web").image().orElseThrow().digest().value();
        story.pass(Duration.ofHours(1)).play();

        assertThat(story.runs("web", "web")).isEqualTo(chosen);
        assertThat(story.deployments("shop-web")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"17, v3", "30, v3", "1440, v3"})
    void anEventThatComesAfterTheSweepIsTheSamePush(int minutes, String tag) {
        Story story = events(RollbackStoriesTest.live("v2"), Duration.ofMinutes(minutes));
        story.push("api", tag, GOOD);
        story.pass(Duration.ofHours(25)).play();

        assertThat(story.deployments("shop-api")).hasSize(2);
        assertThat(story.deployments("shop-api").getFirst().origin().by()).isEqualTo(Origin.By.SWEEP);
        assertThat(story.calls()).containsOnlyOnce("ecs:UpdateService");
        assertThat(story.slack()).hasSize(2);
    }

    @Test
    void aRefusalOfTheSweepAnswersTheLateEventToo() {
        Story story = Story.open();
        story.follow("shop-api", "{\"tags\":{\"semver\":\">=1\"}}");
        story.start("{\"target\":\"shop-api\",\"image\":\"v1\"}");
        story.play();
        story.aws().ledger().holds().put(new slipway.rollout.Hold(new slipway.release.TargetName("shop-api"),
                new slipway.release.Digest(events(story, Duration.ofHours(2)).push("api", "2.0.0", GOOD)), new slipway.release.DeploymentId("before"), story.now(), "It crashed."), 0);
        story.pass(Duration.ofHours(3)).play();

        assertThat(story.deployments("shop-api").getFirst().cause().orElseThrow().code()).isEqualTo("Held");
        assertThat(story.deployments("shop-api")).hasSize(2);
    }

    @Test
    void whatCannotBePulledOrRunIsNotFound() {
        Story story = events(RollbackStoriesTest.live("v2"));
        String archived = story.push("api", "v3", GOOD);
        story.aws().ecr().archive("shop/api", archived);
        String running = story.runs("api", "api");
        story.aws().ecr().replicateAttestation("shop/api", java.util.Optional.of("v4"), running);
        story.aws().ecr().replicateSignature("shop/api", "v5", running);
        story.aws().ecr().replicateSignature("shop/api", running.replace(':', '-') + ".sig", running);
        story.pass(Duration.ofHours(1)).play();

        assertThat(story.deployments("shop-api")).hasSize(1);
        assertThat(story.slack()).isEmpty();
    }

    @Test
    void aTargetThatCannotBeReadIsNamedAndDoesNotHoldUpTheOthers() {
        Story story = Story.open();
        story.follow("shop-admin", "{\"repository\":\"shop/gone\",\"mode\":\"deploy\"}");
        events(story).push("api", "v2", GOOD);
        story.pass(SWEPT);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);

        Execution sweep = lastSweep(story);
        assertThat(sweep.path().getLast()).isEqualTo("Swept");
        assertThat(sweep.output().orElseThrow().path("unread").toString()).contains("shop-admin (repository is not there");
        assertThat(sweep.output().orElseThrow().path("looked").asInt()).isEqualTo(4);
    }

    @Test
    void ofManyTargetsOfOneRepositoryEachIsBroughtAndTheRepositoryIsListedOnce() {
        Story story = Story.open().follow("shop-api", "{\"mode\":\"observe\"}");
        IntStream.range(0, 25).forEach(number -> story.shop().follow("copy-%02d".formatted(number),
                "{\"kind\":\"ecs-service\",\"repository\":\"shop/api\",\"tags\":{\"glob\":\"v*\"},\"mode\":\"observe\",\"cluster\":\"shop\",\"service\":\"api\"}"));
        story.pass(Duration.ofMinutes(1));
        events(story).push("api", "v2", GOOD);
        story.forget();
        story.route("{\"sweep\":true}");
        story.play();

        assertThat(IntStream.range(0, 25).mapToObj(number -> story.deployments("copy-%02d".formatted(number)).size()).collect(Collectors.toSet())).containsExactly(1);
        assertThat(story.exchanges().stream().filter(one -> one.action().equals("ecr:DescribeImages") && one.call().caller().equals("slipway-SweepFunction")
                && one.call().input().path("repositoryName").asText().equals("shop/api"))).as("two batches").hasSize(2);
    }
}
