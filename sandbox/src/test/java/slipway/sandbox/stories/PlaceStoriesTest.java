package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;

/** A target whose document comes to name another service: what was seen healthy of the one before says nothing about it. */
class PlaceStoriesTest {
    private final Story story = Story.open();
    private final String own = story.push("api", "own", GOOD);

    @Test
    void aRollbackByHandNeverBringsAReleaseOfTheServiceBefore() {
        goesLive("v2");
        goesLive("v3");
        moves("second", own);
        goesLive("v4");

        assertThat(rollback("").ending()).contains(Ending.ROLLED_BACK);
        Deployment further = rollback("");

        assertThat(further.cause().orElseThrow().sentence()).startsWith("No release was seen healthy before the running one");
        assertThat(story.runs("second", "api")).isEqualTo(own);
    }

    @Test
    void norDoesOneToADeploymentOfThatTime() {
        String before = goesLive("v2").id().value();
        goesLive("v3");
        moves("second", own);
        Deployment later = goesLive("v4");
        goesLive("v5");

        Deployment refused = rollback(before);
        assertThat(refused.ending()).contains(Ending.NOT_CHANGED);
        assertThat(refused.cause().orElseThrow().sentence()).startsWith("input.to is a deployment to what the target's document named before: choose a later one");
        Deployment back = rollback(later.id().value());
        assertThat(back.ending()).as("%s", back.cause()).contains(Ending.ROLLED_BACK);
        assertThat(story.live("shop-api")).endsWith(later.image().orElseThrow().digest().value());
    }

    @Test
    void whatIsNotWholeThereHasNoWayBackInTheServiceBefore() {
        goesLive("v2");
        moves("broken", "sha256:" + "0".repeat(64));
        story.push("api", "v3", GOOD);

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.NOT_CHANGED);
        assertThat(deployment.cause().orElseThrow().code()).isEqualTo("NoBaseline");
        assertThat(story.calls()).doesNotContain("ecs:UpdateService");
    }

    @Test
    void whatRunsThereIsAdoptedAndNoDriftOfTheServiceBefore() {
        goesLive("v2");
        moves("second", own);

        story.pass(Duration.ofHours(1)).play();

        assertThat(story.slack()).isEmpty();
        assertThat(story.letters("DeploymentsTopic")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apo", "apo apu"})
    void aNameThatWasMistypedAndCorrectedHasForgottenNothing(String names) {
        String first = goesLive("v2").id().value();
        String second = goesLive("v3").image().orElseThrow().digest().value();
        goesLive("v4");
        for (String name : names.split(" ")) {
            story.follow("shop-api", "{\"service\":\"" + name + "\"}").forget();
            story.push("api", "v5-" + name, GOOD);
            assertThat(story.play("shop-api").ending()).contains(Ending.NOT_CHANGED);
        }
        story.follow("shop-api", "{}").forget();

        assertThat(rollback("").ending()).contains(Ending.ROLLED_BACK);

        assertThat(story.runs("api", "api")).isEqualTo(second);
        assertThat(rollback(first).ending()).contains(Ending.ROLLED_BACK);
    }

    private Deployment goesLive(String tag) {
        story.push("api", tag, GOOD);
        Deployment deployment = story.play("shop-api");
        assertThat(deployment.ending()).as("%s", deployment.cause()).contains(Ending.SUCCEEDED);
        story.pass(Duration.ofMinutes(2)).forget();
        return deployment;
    }

    private void moves(String service, String digest) {
        String image = story.aws().place().registry() + "/shop/api@" + digest;
        story.aws().ecs().cluster("shop").service(service).breaker(true).runs(story.register("shop-api", image)).create();
        story.pass(Duration.ofHours(1)).follow("shop-api", "{\"service\":\"" + service + "\"}").forget();
    }

    private Deployment rollback(String to) {
        story.start("{\"target\":\"shop-api\",\"action\":\"rollback\"" + (to.isEmpty() ? "" : ",\"to\":\"" + to + "\"") + "}");
        Deployment deployment = story.play("shop-api");
        story.pass(Duration.ofMinutes(2)).forget();
        return deployment;
    }
}
