package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.PushStoriesTest.BEGINS;
import static slipway.sandbox.stories.PushStoriesTest.GOES_BACK;
import static slipway.sandbox.stories.PushStoriesTest.ending;
import static slipway.sandbox.stories.PushStoriesTest.path;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.sandbox.stack.RegistryAccount;

/** Images in the registry of another account: its events come by a rule of that account, and its repository lets us in. */
class RegistryStoriesTest {
    private static final String OTHER = "210987654321";
    private static final String IMAGE = OTHER + ".dkr.ecr.eu-central-1.amazonaws.com/shop/api@";

    @Test
    void aPushInAnotherAccountsRegistryGoesLive() {
        Story story = following();
        RegistryAccount registry = registry(story);
        String digest = registry.ecr().push("shop/api", "v2", "the other registry's", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        assertThat(deployment.image().orElseThrow().uri()).isEqualTo(IMAGE + digest);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, ending("Succeeded")));
        assertThat(story.runs("api", "api")).isEqualTo(digest);
        assertThat(story.live("shop-api")).isEqualTo(IMAGE + digest);
        assertThat(story.slack()).hasSize(2);
        assertThat(story.slack().getLast()).startsWith("LIVE shop-api v2: ");
        assertThat(story.mail("OperationsTopic")).isEmpty();
        assertThat(registry.events().deadLetters()).isEmpty();
    }

    @Test
    void whatReplicationBringsThereGoesLiveToo() {
        Story story = following();
        String digest = registry(story).ecr().replicate("shop/api", "v2", "the other registry's", GOOD);

        assertThat(story.play("shop-api").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(digest);
    }

    @Test
    void aBadImageOfThereGoesBackToWhatRan() {
        Story story = following();
        RegistryAccount registry = registry(story);
        String live = registry.ecr().push("shop/api", "v2", "good", GOOD);
        story.play();
        story.forget();
        registry.ecr().push("shop/api", "v3", "bad", GOOD.crashingAfter(Duration.ofSeconds(2), 1));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        assertThat(story.path(deployment)).isEqualTo(path(BEGINS, GOES_BACK, ending("Rolled back")));
        assertThat(story.runs("api", "api")).isEqualTo(live);
        assertThat(story.live("shop-api")).isEqualTo(IMAGE + live);
        assertThat(story.slack().getLast()).startsWith("ROLLED BACK shop-api v3: ");
    }

    @Test
    void theSameNameInOurOwnRegistryIsNotWhatTheTargetFollows() {
        Story story = following();
        registry(story);
        story.push("api", "v2", GOOD);

        story.play();

        assertThat(story.deployments("shop-api")).isEmpty();
        assertThat(story.slack()).isEmpty();
    }

    @Test
    void anAccountThatIsNotInTheListIsKeptOutByTheBus() {
        Story story = Story.open();
        RegistryAccount registry = registry(story);
        registry.ecr().push("shop/api", "v2", "the other registry's", GOOD);

        story.play();

        assertThat(registry.events().deadLetters()).extracting(letter -> letter.errorCode()).containsExactly("NO_PERMISSIONS");
        assertThat(story.deployments("shop-api")).isEmpty();
        assertThat(story.slack()).isEmpty();
        assertThat(story.mail("OperationsTopic")).isEmpty();
    }

    @Test
    void ifAnotherPolicyLetsThatAccountInItsEventIsRefusedAndToldOnce() {
        Story story = Story.open();
        story.aws().events().allow(Set.of(OTHER), Set.of(), Set.of());
        registry(story).ecr().push("shop/api", "v2", "the other registry's", GOOD);

        story.play();

        assertThat(story.letters("OperationsTopic")).hasSize(1);
        assertThat(story.letters("OperationsTopic").getFirst()).contains(OTHER, "RegistryAccounts");
        assertThat(story.deployments("shop-api")).isEmpty();
        assertThat(story.slack()).isEmpty();
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
        story.pass(Duration.ofMinutes(31)).play();
        assertThat(story.letters("OperationsTopic")).as("the sweep does not repeat it").hasSize(1);
    }

    @Test
    void aDocumentThatNamesAnAccountThatIsNotInTheListIsRefusedAndToldOnce() {
        Story story = Story.open().follow("shop-api", "{\"registry\":\"" + OTHER + "\",\"containers\":[\"api\"]}");
        story.pass(Duration.ofMinutes(31)).play();

        assertThat(story.letters("OperationsTopic")).hasSize(1);
        assertThat(story.letters("OperationsTopic").getFirst()).contains("registry is " + OTHER, "RegistryAccounts");
    }

    @Test
    void aRepositoryThatDoesNotLetUsInIsNamedAndNothingIsTouched() {
        Story story = following();
        RegistryAccount registry = registry(story);
        registry.ecr().createRepository("shop/worker");
        story.follow("shop-api", "{\"registry\":\"" + OTHER + "\",\"containers\":[\"api\"],\"repository\":\"shop/worker\"}").forget();
        registry.ecr().push("shop/worker", "v2", GOOD);

        story.start("{\"target\":\"shop-api\",\"image\":\"v2\"}");
        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().sentence()).contains("ecr:DescribeImages", "no resource-based policy allows");
        assertThat(story.calls()).doesNotContain("ecs:UpdateService", "ecs:RegisterTaskDefinition");
        assertThat(story.slack()).hasSize(1);
    }

    private static Story following() {
        Story story = Story.with(Map.of("RegistryAccounts", "111122223333," + OTHER))
                .follow("shop-api", "{\"registry\":\"" + OTHER + "\",\"containers\":[\"api\"]}");
        story.forget();
        return story;
    }

    private static RegistryAccount registry(Story story) {
        return RegistryAccount.deploy(story.aws(), Story.HOME.resolve("examples"), OTHER, "shop/api");
    }
}
