package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;
import static slipway.sandbox.stories.RollbackStoriesTest.live;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Deployment;
import slipway.release.Ending;

/** No rollback is silent, and one cause is one alert in each channel, whoever went back and however many tasks it took. */
class AlertStoriesTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void scenario22_aRollbackIsOneAlertWhetherEcsOrSlipwayWentBack(boolean byEcs) {
        Story story = live("v2").follow("shop-api", "{\"limits\":{\"bakeSeconds\":30,\"crashesBeforeRollback\":" + (byEcs ? 20 : 2) + "}}");
        story.updateService("api", "{\"desiredCount\":6}");
        if (byEcs) {
            RollbackStoriesTest.breaker(story, "api");
        }
        story.pass(Duration.ofMinutes(5)).forget();
        String bad = story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 1));

        Deployment deployment = story.play("shop-api");

        assertThat(deployment.ending()).contains(Ending.ROLLED_BACK);
        toldOnce(story, "ROLLED BACK shop-api v3: ");
        assertThat(story.letters("DeploymentsTopic").getLast()).contains("exited with code 1");

        story.pass(Duration.ofDays(1)).play();
        toldOnce(story, "ROLLED BACK shop-api v3: ");
        assertThat(story.slack()).as("the start and the ending, and nothing of a day of sweeps").hasSize(2);

        // The build runs once more: that is another fact, told for itself, and no second alert of the first.
        story.aws().ecr().retag("shop/api", bad, "v3.1");
        story.play();
        toldOnce(story, "ROLLED BACK shop-api v3: ");
        toldOnce(story, "NOT CHANGED shop-api v3.1: ");
    }

    /** The execution died in the middle, and its recovery tells what became of it: not both. */
    @Test
    void scenario22_aRollbackThatARecoveryBringsToItsEndIsOneAlertToo() {
        Story story = live("v2");
        story.forget();
        story.push("api", "v3", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.until("Observe restore");
        story.aws().machines().execution(story.aws().ledger().claims().read(new slipway.release.TargetName("shop-api")).claim().orElseThrow().execution()).expire();

        story.pass(Duration.ofHours(2)).play();

        assertThat(story.deployments("shop-api").getFirst().ending()).contains(Ending.ROLLED_BACK);
        toldOnce(story, "ROLLED BACK shop-api v3: ");
    }

    private static void toldOnce(Story story, String alert) {
        assertThat(beginning(story.mail("DeploymentsTopic"), alert)).as("mails").hasSize(1);
        assertThat(beginning(story.slack(), alert)).as("messages").hasSize(1);
        String ending = alert.startsWith("ROLLED") ? "ROLLED_BACK" : "NOT_CHANGED";
        assertThat(story.events().stream().filter(event -> event.path("ending").asText().equals(ending))).as("events").hasSize(1);
        assertThat(story.mail("OperationsTopic").stream().filter(mail -> !mail.startsWith("DIED"))).as("the operators have other work").isEmpty();
    }

    private static List<String> beginning(List<String> all, String with) {
        return all.stream().filter(one -> one.startsWith(with)).toList();
    }
}
