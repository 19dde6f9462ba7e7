package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.asl.Execution;

/** What becomes of pushes and people while a target is frozen. */
class FreezeStoriesTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final List<String> RULED = List.of("Claim", "Overtook?", "Claimed?");

    private final Story story = Story.open();

    @Test
    void aPushToAFrozenTargetWaitsAndPeopleAreToldOnceByWhomUntilWhenAndWhy() {
        Execution person = freeze("shop-api", "release <!channel> week", "ana", "2h");
        story.play();
        assertThat(story.path(person)).isEqualTo(path(RULED, ending("Not changed")));
        assertThat(person.output().orElseThrow().path("cause").path("code").asText()).isEqualTo("Frozen");
        assertThat(story.slack()).singleElement().asString().startsWith("FROZEN shop-api until 2026-11-21 ").endsWith(" UTC by ana: release &lt;!channel&gt; week");
        assertThat(story.aws().slack().posts().getLast().message().toString()).contains("&lt;!channel&gt;").doesNotContain("<!channel>");
        assertThat(story.letters("DeploymentsTopic").getFirst()).contains("\"action\":\"unfreeze\",\"by\":\"WHO\"");
        story.forget();

        String digest = story.push("api", "v2", GOOD);
        story.play();
        story.aws().ecr().retag("shop/api", digest, "v2");
        story.route("{\"sweep\":true}");
        story.play();

        assertThat(story.slack()).singleElement().asString().startsWith("WAITING shop-api v2: frozen until 2026-11-21 ")
                .asString().endsWith(" UTC by ana");
        assertThat(story.letters("DeploymentsTopic").getFirst()).contains(" by ana: release <!channel> week", "\"image\":\"" + digest + "\"");
        assertThat(story.events().getLast().path("state").asText()).isEqualTo("WAITING");
        assertThat(story.calls()).doesNotContainAnyElementsOf(HandStoriesTest.WRITES);
    }

    @Test
    void whenItIsUnfrozenTheNewestPushGoesAtOnce() {
        freeze("shop-api", "release week", "ana", "2h");
        story.play();
        story.push("api", "v2", GOOD);
        story.play();
        String newest = story.push("api", "v3", GOOD);
        story.play();
        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUPERSEDED);
        assertThat(story.deployments("shop-api")).as("v3 has no ending yet").noneMatch(one -> one.tag().filter(tag -> tag.value().equals("v3")).isPresent());

        Execution person = story.start("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"bob\"}");
        story.play();

        assertThat(story.path(person)).isEqualTo(path(RULED, List.of("Close", "Notify", "Anything waiting?", "Start what waits", "Anything waiting?", "Ending?", "Not changed")));
        assertThat(person.output().orElseThrow().path("cause").path("sentence").asText()).startsWith("Frozen no more, by bob (shop-api is frozen until ");
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(newest);
        assertThat(story.slack()).anyMatch(text -> text.startsWith("UNFROZEN shop-api by bob"));
        assertFree(story, "shop-api");
    }

    @Test
    void aFreezeOfAllCoversTargetsThatCameLaterAndItsEndStartsAllThatWaits() {
        freeze("*", "holidays", "ana", "P2D");
        story.play();
        assertThat(story.slack()).singleElement().asString().startsWith("FROZEN all targets until 2026-11-23 ");
        story.follow("shop-api", "{}");
        String api = story.push("api", "v2", GOOD);
        String web = story.aws().ecr().push("shop/web", "latest", "second", GOOD);
        story.play();
        assertThat(List.of(story.runs("api", "api"), story.runs("web", "web"))).doesNotContain(api, web);
        freeze("shop-web", "its own", "cleo", "1h");
        story.play();

        Execution person = story.start("{\"target\":\"*\",\"action\":\"unfreeze\",\"by\":\"bob\",\"reason\":\"back at work\"}");
        story.play();

        assertThat(story.path(person)).isEqualTo(path(RULED, List.of("Close", "Notify", "Anything waiting?", "Find what waits", "Start all that waits",
                "Start waiting", "More targets?", "Find what waits", "Start all that waits", "More targets?", "Anything waiting?", "Ending?", "Not changed")));
        assertThat(story.runs("api", "api")).isEqualTo(api);
        assertThat(story.runs("web", "web")).as("it has a freeze of its own").isNotEqualTo(web);
        story.start("{\"target\":\"shop-web\",\"action\":\"unfreeze\",\"by\":\"bob\"}");
        story.play();
        assertThat(story.runs("web", "web")).isEqualTo(web);
    }

    @Test
    void anExpiredFreezeIsNoneAndTheSweepStartsWhatWaits() {
        freeze("shop-api", "release week", "ana", "30m");
        story.play();
        String digest = story.push("api", "v2", GOOD);
        story.pass(Duration.ofMinutes(25));
        story.route("{\"sweep\":true}");
        story.play();
        assertThat(story.runs("api", "api")).isNotEqualTo(digest);

        story.pass(Duration.ofMinutes(31));
        story.route("{\"sweep\":true}");
        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void aPushAfterTheFreezeHasExpiredGoesWithoutAnybodysHelp() {
        freeze("shop-api", "release week", "ana", "30m");
        story.pass(Duration.ofMinutes(31));
        story.push("api", "v2", GOOD);
        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
    }

    @Test
    void whatAPersonAsksForGoesThroughAFreeze() {
        String first = story.runs("api", "api");
        story.push("api", "v2", GOOD);
        story.play();
        freeze("*", "release week", "ana", "2h");
        story.play();

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(first);

        String third = story.push("api", "v3", GOOD);
        story.play();
        story.start("{\"target\":\"shop-api\",\"image\":\"" + third + "\"}");
        story.until("Tell").pass(Duration.ofSeconds(5));
        story.start("{\"target\":\"shop-api\",\"action\":\"stop\"}");
        story.play();
        assertThat(story.runs("api", "api")).as("stopped").isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"queue", "giveWay"})
    void aFreezeLetsTheDeploymentEndThatRunsAndWhatCameMeanwhileWaitsOn(String whileDeploying) {
        story.follow("shop-api", "{\"whileDeploying\":\"" + whileDeploying + "\"}").forget();
        String running = story.push("api", "v2", GOOD);
        story.until("Tell");
        freeze("shop-api", "release week", "ana", "2h");
        story.pass(Duration.ofSeconds(10));
        String next = story.push("api", "v3", GOOD);
        story.play();

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(running);
        assertThat(story.aws().ledger().claims().read(API).waiting()).isPresent();

        story.start("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"ana\"}");
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(next);
    }

    @Test
    void aFreezeThatComesAfterAHandOverDoesNotLeaveTheRolloutUnwatched() {
        story.follow("shop-api", "{\"whileDeploying\":\"giveWay\"}").forget();
        story.push("api", "v2", GOOD);
        story.until("Tell");
        String next = story.push("api", "v3", GOOD);
        story.when("Hand over?", () -> story.aws().ledger().freezes().put(new slipway.rollout.Freeze(API, "release week", "ana",
                story.now(), story.now().plusSeconds(7200))));

        Deployment last = story.play("shop-api");

        assertThat(story.deployment("shop-api", "v2").ending()).contains(Ending.SUPERSEDED);
        assertThat(last.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(next);
    }

    @Test
    void whatWasHandedOverAndThenLeftToAPersonTakesNoPushPastAFreeze() {
        story.follow("shop-api", "{\"whileDeploying\":\"giveWay\"}").forget();
        story.push("api", "v2", GOOD);
        story.until("Tell");
        String left = story.push("api", "v3", GOOD);
        story.until("Hand over?").until("Update").until("Tell");
        story.aws().machines().executions().getLast().stop("Aborted", "a person stopped the execution");
        story.pass(Duration.ofMinutes(5)).play();
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.NEEDS_HUMAN);
        freeze("shop-api", "release week", "ana", "2h");
        story.play();

        story.push("api", "v4", GOOD);
        story.play();
        assertThat(story.runs("api", "api")).isEqualTo(left);
        assertThat(story.slack()).anySatisfy(text -> assertThat(text).startsWith("WAITING shop-api v4: frozen until"));
    }

    @Test
    void aPushOlderThanAPersonsChoiceIsNotBroughtWhenTheFreezeEnds() {
        String first = story.runs("api", "api");
        freeze("shop-api", "release week", "ana", "2h");
        story.play();
        story.push("api", "v2", GOOD);
        story.play();
        String third = story.push("api", "v3", GOOD);
        story.play();
        story.start("{\"target\":\"shop-api\",\"image\":\"v2\"}");
        Deployment person = story.play("shop-api");
        assertThat(person.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.deployment("shop-api", "v3").ending()).contains(Ending.SUPERSEDED);

        story.start("{\"target\":\"shop-api\",\"action\":\"unfreeze\",\"by\":\"ana\"}");
        story.play();
        assertThat(story.runs("api", "api")).isNotIn(first, third);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"action\":\"freeze\",\"target\":\"shop-api\",\"by\":\"b\",\"until\":\"2h\" | input.reason is missing: say why",
        "\"action\":\"freeze\",\"target\":\"shop-api\",\"reason\":\"r\",\"until\":\"2h\" | input.by is missing: say who you are",
        "\"action\":\"freeze\",\"target\":\"shop-api\",\"reason\":\"r\",\"by\":\"b\" | input.until is missing: write a time to come",
        "\"action\":\"freeze\",\"target\":\"shop-api\",\"reason\":\"r\",\"by\":\"b\",\"until\":\"2020-01-01T00:00:00Z\" | input.until is past: write a time to come",
        "\"action\":\"freeze\",\"target\":\"*\",\"reason\":\"r\",\"by\":\"b\",\"until\":\"91d\" | input.until is more than 90 days away: freeze for less",
        "\"action\":\"freeze\",\"target\":\"shop-apo\",\"reason\":\"r\",\"by\":\"b\",\"until\":\"2h\" | input.target names no target: correct it",
        "\"action\":\"unfreeze\",\"target\":\"shop-api\",\"by\":\"b\" | input.target is not frozen: nothing is, so there is nothing to unfreeze",
        "\"action\":\"rollback\",\"target\":\"*\" | input.target is * for freeze and unfreeze alone: name one target"})
    void whatIsWrongIsRefusedWithOneSentenceAndNothingIsFrozen(String rest, String said) {
        Execution person = story.start("{" + rest + "}");
        story.play();

        assertThat(person.path()).containsExactly("Claim", "Close", "Notify", "Anything waiting?", "Ending?", "Not changed");
        assertThat(story.letters("OperationsTopic")).singleElement().asString().contains(said);
        assertThat(story.aws().ledger().freezes().all()).isEmpty();
    }

    private Execution freeze(String target, String reason, String by, String until) {
        return story.start("{\"target\":\"" + target + "\",\"action\":\"freeze\",\"reason\":\"" + reason + "\",\"by\":\"" + by + "\",\"until\":\"" + until + "\"}");
    }
}
