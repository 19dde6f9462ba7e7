package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.EventStoriesTest.assertFree;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
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

/** A rollback by hand to the release of an earlier deployment, chosen by its id. */
class BackToStoriesTest {
    private static final Behaviour CRASHES = GOOD.crashingAfter(Duration.ofSeconds(2), 1);
    private static final TargetName API = new TargetName("shop-api");

    private final Story story = Story.open();
    private final String first = story.runs("api", "api");
    private final Map<String, String> digests = new HashMap<>();

    @Test
    void itGoesPastOtherReleasesAndAPlainRollbackNeverGoesForwardToThemAgain() {
        live("v2", "v3", "v4", "v5");

        Execution person = back(id("v2"));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.path(person)).isEqualTo(path(BEGINS, ending("Rolled back")));
        assertThat(story.runs("api", "api")).isEqualTo(digests.get("v2"));
        assertThat(story.live("shop-api")).endsWith("@" + digests.get("v2"));
        assertThat(story.slack().getFirst()).startsWith("ROLLING BACK to shop-api v2: from v5");
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api by hand: runs v2 again. v5 is held");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("to go back to the release of " + id("v2"));
        assertThat(story.calls()).as("the revision of v2 is there").doesNotContain("ecs:RegisterTaskDefinition");
        assertThat(List.of(held("v2"), held("v3"), held("v4"), held("v5"))).containsExactly(false, false, false, true);
        assertFree(story, "shop-api");

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).as("what ran before v2").isEqualTo(first);

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        assertThat(story.play("shop-api").cause().orElseThrow().sentence()).startsWith("No release was seen healthy before the running one");
    }

    @Test
    void afterIt_theNextReleaseGoesBackToTheOneThatWasChosen() {
        live("v2", "v3", "v4");
        back(id("v2"));
        story.play();
        live("v5");

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");

        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(digests.get("v2"));
    }

    @Test
    void aDeploymentThatWasRolledBackNamesTheReleaseThatItWentBackTo() {
        live("v2");
        push("v3", CRASHES);
        String failed = story.play("shop-api").id().value();
        live("v4");

        back(failed);

        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(digests.get("v2"));
    }

    @Test
    void aReleaseThatWasLeftAndHeldIsHeldNoMoreOnceItIsChosenAndSeenHealthy() {
        live("v2", "v3");
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.play();
        assertThat(held("v3")).isTrue();

        back(id("v3"));
        Deployment refused = story.play("shop-api");
        assertThat(refused.cause().orElseThrow().sentence()).startsWith("This image is held on this target since ")
                .contains("a person rolled it back. Add a reason to bring it all the same");
        assertThat(refused.ending()).contains(Ending.NOT_CHANGED);

        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\",\"to\":\"" + id("v3") + "\",\"reason\":\"it was not v3\",\"by\":\"ana\"}");

        assertThat(story.play("shop-api").ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(digests.get("v3"));
        assertThat(List.of(held("v2"), held("v3"))).containsExactly(true, false);
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.play();
        assertThat(story.runs("api", "api")).as("before v3, and v2 was left as bad").isEqualTo(first);
    }

    @Test
    void scenario07_aRevisionThatIsInactiveByNowIsRegisteredAnew() {
        live("v2", "v3", "v4");
        String revision = story.deployment("shop-api", "v2").change().orElseThrow().release().revision().orElseThrow();
        story.person(story.aws().ecs(), "DeregisterTaskDefinition", "{\"taskDefinition\":\"" + revision + "\"}");

        back(id("v2"));
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.runs("api", "api")).isEqualTo(digests.get("v2"));
        assertThat(story.shop().service("api").taskDefinition()).isNotEqualTo(revision);
        assertThat(story.calls()).containsOnlyOnce("ecs:RegisterTaskDefinition");
    }

    @Test
    void whatRunsAlreadyChangesNothing() {
        live("v2", "v3");

        back(id("v3"));

        assertNotChanged("SameImage", "It runs the release of " + id("v3") + " already");
    }

    @Test
    void scenario10_aReleaseWhoseImageIsGoneIsNotGoneBackTo() {
        live("v2", "v3", "v4");
        story.aws().ecr().delete("shop/api", digests.get("v2"));
        story.forget();

        back(id("v2"));

        assertNotChanged("BaselineGone", digests.get("v2").substring(7, 19) + " of shop/api");
    }

    @Test
    void onABusyTargetItIsRefusedAndTheRolloutGoesOn() {
        live("v2", "v3");
        push("v4", GOOD);
        story.until("Tell");

        Execution person = back(id("v2"));
        story.play();

        assertThat(person.path()).endsWith("Not changed");
        String said = person.output().orElseThrow().at("/cause/sentence").asText();
        assertThat(said).contains(story.deployment("shop-api", "v4").id().value(), "wait for its end, or roll back without \"to\"", id("v2"));
        assertThat(story.slack()).anyMatch(text -> text.startsWith("NOT CHANGED shop-api"));
        assertThat(story.deployment("shop-api", "v4").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digests.get("v4"));
    }

    @Test
    void aDeploymentThatIsUnderWayIsNoReleaseToGoBackTo() {
        live("v2");
        push("v3", GOOD);
        story.until("Tell");

        assertRefused(back(story.deployments("shop-api").getFirst().id().value()), "input.to was never seen healthy", "ended=not yet");
    }

    @ParameterizedTest
    @CsvSource({"shop-web, input.to is a deployment of another target", "nobody, input.to names no deployment", "refused, input.to was never seen healthy"})
    void anIdThatNamesNoReleaseOfTheTargetIsRefusedWithOneSentence(String which, String said) {
        live("v2");
        String other = switch (which) {
            case "shop-web" -> {
                story.push("web", "latest", "second", GOOD);
                yield story.play("shop-web").id().value();
            }
            case "refused" -> {
                story.start("{\"target\":\"shop-api\",\"image\":\"v99\"}");
                yield story.play("shop-api").id().value();
            }
            default -> "shop-api-0000000000000000";
        };
        story.forget();

        assertRefused(back(other), said, "to=" + other);
    }

    @Test
    void oneThatFailsNeedsAHumanOnTheReleaseItCameFrom() {
        live("v2", "v3", "v4");
        back(id("v2"));
        story.when("Update", () -> story.aws().ecr().delete("shop/api", digests.get("v2")));

        assertThat(story.play("shop-api").ending()).contains(Ending.NEEDS_HUMAN);

        assertThat(story.runs("api", "api")).isEqualTo(digests.get("v4"));
        assertThat(List.of(held("v2"), held("v4"))).containsExactly(false, false);
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"}");
        story.play();
        assertThat(story.runs("api", "api")).as("nothing was forgotten").isEqualTo(digests.get("v3"));
    }

    private void assertNotChanged(String code, String said) {
        Deployment deployment = story.play("shop-api");
        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo(code);
        assertThat(deployment.cause().orElseThrow().sentence()).contains(said);
        assertThat(story.slack()).hasSize(1).first().asString().startsWith("NOT CHANGED shop-api");
        assertThat(story.calls()).doesNotContainAnyElementsOf(HandStoriesTest.WRITES);
        assertFree(story, "shop-api");
    }

    private void assertRefused(Execution person, String... said) {
        story.play();
        assertThat(person.path()).containsExactly("Claim", "Close", "Notify", "Anything waiting?", "Ending?", "Not changed");
        assertThat(story.letters("OperationsTopic").getFirst()).contains(said);
        assertThat(story.mail("OperationsTopic")).hasSize(1).first().asString().startsWith("REFUSED: ");
    }

    /** Pushes these one after the other, each live before the next. */
    private void live(String... tags) {
        for (String tag : tags) {
            push(tag, GOOD);
            assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        }
        story.forget();
    }

    private void push(String tag, Behaviour behaviour) {
        digests.put(tag, story.push("api", tag, behaviour));
    }

    private String id(String tag) {
        return story.deployments("shop-api").stream().filter(one -> one.ending().equals(java.util.Optional.of(Ending.SUCCEEDED)))
                .filter(one -> one.image().orElseThrow().digest().value().equals(digests.get(tag))).findFirst().orElseThrow().id().value();
    }

    private boolean held(String tag) {
        return story.aws().ledger().holds().find(API, new Digest(digests.get(tag))).isPresent();
    }

    private Execution back(String to) {
        return story.start("{\"target\":\"shop-api\",\"action\":\"rollback\",\"to\":\"" + to + "\"}");
    }
}
