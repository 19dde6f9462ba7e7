package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.cloud.FunctionBehaviour;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.slack.SlackServer;

/** An image that others brought to a target: told once, never corrected. */
class DriftStoriesTest {
    private static final Duration SWEPT = Duration.ofMinutes(16);
    private static final String API = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api";

    /** Somebody else brings v1 back, as an infrastructure tool does whose state is older. */
    private static Story drifted(String image) {
        Story story = RollbackStoriesTest.live("v2");
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", API + image) + "\"}");
        story.pass(Duration.ofMinutes(10)).forget();
        return story;
    }

    private static String v1(Story story) {
        return "@" + story.aws().ledger().claims().read(new TargetName("shop-api")).healthy().getLast().release().images().get("api").split("@")[1];
    }

    @Test
    void scenario34_anImageThatOthersBringIsToldOnceOverTenSweepsAndNeverCorrected() {
        Story story = RollbackStoriesTest.live("v2");
        String live = story.runs("api", "api");
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", API + v1(story)) + "\"}");
        story.pass(Duration.ofMinutes(10)).forget();
        String runs = story.runs("api", "api");

        story.pass(Duration.ofMinutes(150)).play();

        assertThat(story.slack()).hasSize(1).first().asString().startsWith("DRIFT shop-api: runs ").endsWith(", not v2");
        assertThat(story.mail("DeploymentsTopic")).hasSize(1);
        assertThat(story.letters("DeploymentsTopic").getFirst()).contains(live, runs, "Slipway changes nothing", "\"image\":\"" + live + "\"",
                ":stateMachine:slipway-deploy", "/slipway/live/shop-api");
        assertThat(story.events()).hasSize(1);
        assertThat(story.events().getFirst().path("runs").asText()).endsWith(runs);
        assertThat(story.events().getFirst().path("expected").asText()).endsWith(live);
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
        assertThat(story.runs("api", "api")).isEqualTo(runs).isNotEqualTo(live);
    }

    @Test
    void aTagThatOthersWroteIntoTheTaskDefinitionIsADriftByWhatItsTasksRun() {
        Story story = drifted(":v1");
        story.pass(SWEPT).play();
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("DRIFT shop-api: ");
    }

    @Test
    void anotherDriftIsToldAndOneThatIsOverIsForgottenInSilence() {
        Story story = drifted(":v1");
        String ours = story.aws().ledger().claims().read(new TargetName("shop-api")).healthy().getFirst().release().revision().orElseThrow();
        story.pass(SWEPT).play();
        story.updateService("api", "{\"taskDefinition\":\"" + ours + "\"}");
        story.pass(Duration.ofMinutes(32)).play();
        assertThat(story.slack()).as("over").hasSize(1);

        story.aws().ecr().push("shop/api", "hotfix", GOOD);
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", API + ":hotfix") + "\"}");
        story.pass(Duration.ofMinutes(48)).play();
        assertThat(story.slack()).as("another").hasSize(2);

        story.push("api", "v3", GOOD);
        story.play();
        story.pass(Duration.ofHours(1)).play();
        assertThat(story.slack()).filteredOn(text -> text.startsWith("DRIFT")).hasSize(2);
        assertThat(story.aws().ledger().sightings().find(new TargetName("shop-api")).orElseThrow().told()).isEmpty();
    }

    @Test
    void whatRanWhenSlipwayCameIsAdoptedAndOnlyAnotherImageIsADrift() {
        Story story = Story.open();
        story.follow("shop-api", "{\"tags\":{\"exact\":\"never\"}}");
        story.pass(Duration.ofHours(1)).play();
        assertThat(story.slack()).isEmpty();

        story.push("api", "v2", GOOD);
        story.updateService("api", "{\"taskDefinition\":\"" + story.register("shop-api", API + ":v2") + "\"}");
        story.pass(Duration.ofHours(1)).play();
        assertThat(story.slack()).hasSize(1);
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("which Slipway found there at ");
    }

    @Test
    void aFunctionsAliasThatOthersMoveIsADrift() {
        Story story = Story.open();
        story.push("thumbs", "latest", "second", FunctionBehaviour.GOOD);
        assertThat(story.play("shop-thumbs").ending()).contains(Ending.SUCCEEDED);
        story.forget();
        story.pass(SWEPT).play();
        assertThat(story.slack()).isEmpty();

        story.person(story.aws().functions(), "UpdateAlias", "{\"FunctionName\":\"shop-thumbs\",\"Name\":\"live\",\"FunctionVersion\":\"1\"}");
        story.pass(Duration.ofHours(2)).play();
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("DRIFT shop-thumbs: ");
    }

    @Test
    void neitherSizeNorSettingsAreADriftNorIsWhatIsOnlyObserved() {
        Story story = RollbackStoriesTest.live("v2");
        story.updateService("api", "{\"desiredCount\":0}");
        story.push("admin", "v2", GOOD);
        story.updateService("admin", "{\"taskDefinition\":\"" + story.register("shop-admin", API.replace("api", "admin") + ":v2") + "\"}");
        story.pass(Duration.ofMinutes(10)).play();
        story.forget();
        story.pass(Duration.ofHours(1)).play();
        assertThat(story.slack()).isEmpty();
    }

    @Test
    void whileADeploymentIsOnItsWayAndAfterOneThatNeedsAHumanNothingIsADrift() {
        Story story = RollbackStoriesTest.live("v2");
        String other = story.register("shop-api", API + ":v1");
        story.push("api", "v3", GOOD);
        story.until("Tell");
        story.route("{\"sweep\":true}");
        story.pass(Duration.ofSeconds(5));
        story.updateService("api", "{\"taskDefinition\":\"" + other + "\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.NEEDS_HUMAN);
        story.pass(Duration.ofHours(1)).play();

        assertThat(story.slack()).noneMatch(text -> text.startsWith("DRIFT"));
    }

    @Test
    void aChannelThatWasAwayIsToldByALaterSweepAndTheOthersNotAgain() {
        Story story = drifted(":v1");
        story.aws().wire().disturb(call -> call.service().equals("sns") ? Fault.internal(false) : new Fault.None());
        story.pass(Duration.ofMinutes(32)).play();
        assertThat(story.slack()).hasSize(1);
        assertThat(story.events()).hasSize(1);
        assertThat(story.mail("DeploymentsTopic")).isEmpty();

        story.aws().wire().disturb(_ -> new Fault.None());
        story.pass(Duration.ofHours(1)).play();
        assertThat(story.mail("DeploymentsTopic")).hasSize(1);
        assertThat(story.slack()).hasSize(1);
    }

    @Test
    void aDriftThatNobodyCouldBeToldOfIsToldByALaterSweep() {
        Story story = drifted(":v1");
        story.aws().slack().answerNext(java.util.Collections.nCopies(50, SlackServer.serverError()).toArray(slipway.sandbox.wire.Answer[]::new));
        story.aws().wire().disturb(call -> java.util.List.of("sns", "events").contains(call.service()) ? Fault.internal(false) : new Fault.None());
        story.pass(SWEPT).play();
        assertThat(story.mail("DeploymentsTopic")).isEmpty();

        story.aws().wire().disturb(_ -> new Fault.None());
        story.pass(Duration.ofHours(1)).play();
        assertThat(story.mail("DeploymentsTopic")).hasSize(1);
    }
}
