package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.lambda.Mishap;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.slack.Post;
import slipway.sandbox.wire.slack.SlackServer;

/** What people are told, and what becomes of a deployment when nobody can be told. */
class TellingStoriesTest {
    @ParameterizedTest
    @ValueSource(ints = {403, 404, 429, 500})
    void scenario28_whateverSlackAnswersTheEndingIsTheSame(int status) {
        Story story = live("v2");
        Answer no = switch (status) {
            case 403 -> SlackServer.invalidToken();
            case 404 -> SlackServer.noService();
            case 429 -> SlackServer.rateLimited(30);
            default -> SlackServer.serverError();
        };
        story.aws().slack().answerNext(Collections.nCopies(50, no).toArray(Answer[]::new));
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.slack()).isEmpty();
        assertThat(story.mail("DeploymentsTopic")).as("each mail once, though Slack failed").hasSize(2);
        assertThat(story.events().getLast().path("ending").asText()).isEqualTo("SUCCEEDED");
    }

    /** A fix that waits for the end of what failed does not wait for Slack too. */
    @Test
    void scenario28_whatWaitsBeginsThoughSlackIsAway() {
        Story story = live("v2");
        story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.until("Observe");
        story.aws().slack().answerNext(Collections.nCopies(9, SlackServer.rateLimited(30)).toArray(Answer[]::new));
        story.push("api", "v4", GOOD);

        Deployment fix = story.play("shop-api");

        Deployment bad = story.deployment("shop-api", "v3");
        assertThat(bad.ending()).contains(Ending.ROLLED_BACK);
        assertThat(fix.startedAt()).isBefore(bad.endedAt().orElseThrow().plusSeconds(10));
        assertThat(story.slack()).filteredOn(text -> text.startsWith("ROLLED BACK shop-api v3")).as("and that is told once Slack is there").hasSize(1);
        assertThat(story.path(bad)).contains("Wait to tell again").endsWith("Ending?", "Rolled back");
        assertThat(story.mail("DeploymentsTopic")).filteredOn(text -> text.toString().startsWith("ROLLED BACK shop-api v3")).as("nobody is told twice").hasSize(1);
    }

    @Test
    void scenario28_whatAFreezeOfAllHeldBackBeginsThoughSlackIsAway() {
        Story story = Story.open();
        story.start("{\"target\":\"*\",\"action\":\"freeze\",\"reason\":\"lunch\",\"by\":\"ana\",\"until\":\"8h\"}");
        story.play();
        story.push("api", "v2", GOOD);
        story.play();
        story.aws().slack().answerNext(Collections.nCopies(9, SlackServer.rateLimited(30)).toArray(Answer[]::new));

        Execution unfrozen = story.start("{\"target\":\"*\",\"action\":\"unfreeze\",\"by\":\"ana\"}");
        Deployment held = story.play("shop-api");

        assertThat(held.ending()).as("%s", held.cause()).contains(Ending.SUCCEEDED);
        assertThat(held.startedAt()).isBefore(unfrozen.started().plusSeconds(10));
        assertThat(unfrozen.path()).contains("Wait to tell again").endsWith("Ending?", "Not changed");
        assertThat(unfrozen.path().stream().filter("Find what waits"::equals)).as("each batch once, and one that is empty").hasSize(2);
    }

    /** Nothing comes back: the connection is there, and no answer on it. */
    @Test
    void scenario28_aSlackThatDoesNotAnswerCostsOnlyItsMessages() {
        Story story = live("v2");
        int[] asked = {0};
        story.aws().http().with(SlackServer.HOST, request -> {
            asked[0]++;
            throw new java.net.SocketTimeoutException("Read timed out");
        });
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(asked[0]).as("the ending is tried again, and not for ever").isBetween(3, 60);
        assertThat(story.mail("DeploymentsTopic")).as("each mail once, though Slack failed").hasSize(2);
        assertThat(story.events().getLast().path("ending").asText()).isEqualTo("SUCCEEDED");
        EventStoriesTest.assertFree(story, "shop-api");
    }

    /** A pipeline starts by hand and gives the commit's message as its reason. */
    @Test
    void scenario28_aCommitMessageCallsNobody() {
        Story story = live("v2");
        story.start("{\"target\":\"shop-api\",\"image\":\"v1\",\"reason\":\"Revert \\\"<!channel> <!here|x> <@U1> *bold* & done\\\"\",\"by\":\"<!everyone>\"}");

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(deployment.origin().reason().orElseThrow()).as("the record has it as it was said").contains("<!channel> <!here|x> <@U1>");
        assertThat(story.aws().slack().posts().getLast().message().toString()).contains("&lt;!channel&gt; &lt;!here|x&gt; &lt;@U1&gt;").doesNotContain("<!", "<@");
        assertThat(story.letters("DeploymentsTopic").getLast()).as("a mailbox calls nobody").contains("<!channel>");
    }

    @Test
    void aWebhookUnderAKeyOfTheAccountsOwnIsRead() {
        Story story = Story.with(Map.of("SlackSecretKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/0b6ad5d6-slack"));
        story.push("api", "v2", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);

        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v2");
    }

    @Test
    void scenario28_withoutItsTopicSlackIsToldOnce() {
        Story story = live("v2");
        story.aws().wire().disturb(call -> call.service().equals("sns")
                ? new Fault.Error(new AwsFault(404, "NotFound", "Topic does not exist"), false) : new Fault.None());
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.slack()).hasSize(2);
        assertThat(story.mail("DeploymentsTopic")).isEmpty();
    }

    @Test
    void scenario28_whenNobodyCanBeToldTheEndingIsRecordedAllTheSame() {
        Story story = live("v2");
        story.aws().slack().answerNext(Collections.nCopies(200, SlackServer.serverError()).toArray(Answer[]::new));
        story.aws().wire().disturb(call -> List.of("sns", "events").contains(call.service()) ? Fault.internal(false) : new Fault.None());
        String digest = story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment)).containsSubsequence("Close", "Notify", "Anything waiting?", "Wait to tell again", "Notify").endsWith("Notify", "Anything waiting?", "Ending?", "Succeeded");
        assertThat(story.path(deployment).stream().filter("Wait to tell again"::equals)).as("and not for ever").hasSize(5);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        EventStoriesTest.assertFree(story, "shop-api");
    }

    /** The account's concurrency is used up for longer than all retries of one call. */
    @Test
    void scenario28_anEndingIsToldThoughNotifyCouldNotBeCalledForMinutes() {
        Story story = live("v2");
        story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.until("Close");
        java.time.Instant until = story.now().plusSeconds(240);
        story.aws().functions().disturb((name, _) -> name.equals("slipway-NotifyFunction") && story.now().isBefore(until) ? new Mishap.Refused() : new Mishap.None());

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.slack()).filteredOn(text -> text.startsWith("ROLLED BACK shop-api v3")).hasSize(1);
        assertThat(story.mail("DeploymentsTopic")).filteredOn(text -> text.startsWith("ROLLED BACK shop-api v3")).hasSize(1);
    }

    /** It may have told somebody before: who is told, is not told thirty times. */
    @Test
    void scenario28_aNotifyThatDiesIsTriedOnceMore() {
        Story story = live("v2");
        story.push("api", "v3", GOOD);
        story.until("Close");
        story.aws().functions().disturb((name, _) -> name.equals("slipway-NotifyFunction") ? new Mishap.Exits(false) : new Mishap.None());

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.path(deployment).stream().filter("Wait to tell again"::equals)).hasSize(1);
    }

    /** Others wait for the claim, and recovery tells, too. */
    @Test
    void scenario21_whatCouldNotBeClosedIsRecoverysAtOnceThoughNobodyCanBeTold() {
        Story story = live("v2");
        boolean[] away = {false};
        story.aws().functions().disturb((name, _) -> away[0] && List.of("slipway-CloseFunction", "slipway-NotifyFunction").contains(name) ? new Mishap.Refused() : new Mishap.None());
        story.when("Not closed", () -> away[0] = false);
        story.push("api", "v3", GOOD);
        story.when("Close", () -> away[0] = true);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.aws().machines().executions().stream().map(Execution::path).filter(path -> path.contains("Not closed"))).singleElement()
                .satisfies(path -> assertThat(path).doesNotContain("Wait to tell again"));
        EventStoriesTest.assertFree(story, "shop-api");
    }

    @Test
    void scenario28_whatAStopReasonSaysIsEscaped() {
        Story story = live("v2");
        story.push("api", "v3", GOOD);
        story.until("Tell");
        killTheNew(story);
        story.until("Tell");
        killTheNew(story);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("<!channel>");
        List<Post> posts = story.aws().slack().posts();
        assertThat(posts.getLast().message().toString()).contains("&lt;!channel&gt; &amp; <b>".replace("<b>", "&lt;b&gt;")).doesNotContain("<!channel>", "<b>");
    }

    @Test
    void machinesAreToldEachStateAndOneEnding() {
        Story story = live("v2");
        story.push("api", "v3", GOOD.answering(500));

        Deployment deployment = story.play("shop-api");

        List<String> states = story.events().stream().map(event -> event.path("state").asText()).distinct().toList();
        assertThat(states).containsExactly("PLANNED", "ROLLING_OUT", "GOING_BACK", "ENDED");
        assertThat(story.events()).filteredOn(event -> event.path("state").asText().equals("ENDED")).hasSize(1);
        assertThat(story.events()).allSatisfy(event -> assertThat(event.path("deployment").asText()).isEqualTo(deployment.id().value()));
        assertThat(story.events().getLast().path("reason").asText()).contains("500", "/api/health");
    }

    private static void killTheNew(Story story) {
        ServiceView api = story.shop().service("api");
        story.until(() -> mine(api).anyMatch(task -> task.status().equals("RUNNING")));
        mine(api).filter(task -> task.status().equals("RUNNING")).findFirst()
                .ifPresent(task -> api.kill(task.id(), "EssentialContainerExited", "<!channel> & <b>"));
    }

    private static java.util.stream.Stream<ServiceView.TaskView> mine(ServiceView api) {
        return api.tasks().stream().filter(task -> task.taskDefinition().equals(api.taskDefinition()) && !task.stopping());
    }
}
