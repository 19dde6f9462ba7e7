package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Ending;
import slipway.sandbox.cloud.eventbridge.Weather;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;

/** What looks to the sweep like a push that nobody was told of, and is none. */
class MissedStoriesTest {
    @Test
    void scenario03_whatAClaimIsAboutToWriteDownIsNotMissed() {
        boolean[] written = {true};
        Story story = Story.on(() -> Ports.of(MemoryLedger.create(), (operation, arguments, rest) -> written[0] ? rest.call(arguments) : switch (operation) {
            case "records.find", "records.lastOf" -> Optional.empty();
            case "records.latest" -> List.of();
            default -> rest.call(arguments);
        }));
        story.follow("shop-web", "{\"whileDeploying\":\"giveWay\"}").forget();
        story.until(() -> sweeps(story) > 0);
        story.pass(Duration.ofMinutes(14).plusSeconds(15)).push("web", "latest", "second", GOOD);
        story.until("Update");
        written[0] = false;

        long before = sweeps(story);
        story.until(() -> sweeps(story) > before);
        written[0] = true;
        story.play();

        assertThat(story.deployments("shop-web")).hasSize(1);
        assertThat(story.aws().machines().executions()).as("no sweep started it again").noneMatch(one -> one.path().contains("Start missed"));
    }

    @Test
    void scenario32_aTagThatCameBackToWhatRunsIsNotMissedThoughTheLedgerKnewAnotherNameOfItLast() {
        Story story = Story.open();
        story.push("web", "latest", "second", GOOD);
        story.until("Tell");
        String running = story.runs("web", "web");
        String overtaken = story.push("web", "latest", "third", GOOD);
        String digest = story.push("web", "latest", "second", GOOD);
        story.play();
        assertThat(digest).isNotEqualTo(overtaken);
        assertThat(story.runs("web", "web")).isEqualTo(digest).isNotEqualTo(running);
        int told = story.slack().size();
        int deployments = story.deployments("shop-web").size();

        story.pass(Duration.ofHours(2)).play();

        assertThat(story.deployments("shop-web")).as("nothing began that ends as running already").hasSize(deployments);
        assertThat(story.slack()).hasSize(told);
    }

    @Test
    void scenario32_whatWasRolledBackIsNotMissedSinceAnOlderPushOfTheSameSecondWasToldLate() {
        Story story = Story.open();
        String first = story.runs("web", "web");
        boolean[] late = {true};
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") && late[0]
                ? List.of(Duration.ofMinutes(8)) : Weather.FAIR.delays(rule, event));
        story.push("web", "latest", "second", GOOD);
        late[0] = false;
        story.push("web", "latest", "third", GOOD.crashingAfter(Duration.ofSeconds(2), 1));
        story.play();
        story.pass(Duration.ofMinutes(9)).play();
        assertThat(story.deployments("shop-web")).extracting(one -> one.ending().orElseThrow()).containsExactly(Ending.SUPERSEDED, Ending.ROLLED_BACK);
        int told = story.slack().size();

        story.pass(Duration.ofHours(1)).play();
        assertThat(story.deployments("shop-web")).as("no sweep takes it for missed").hasSize(2);
        assertThat(story.slack()).hasSize(told);
        assertThat(story.runs("web", "web")).isEqualTo(first);
    }

    private static long sweeps(Story story) {
        return story.aws().machines().executions().stream().filter(one -> one.path().contains("All looked at?")).count();
    }
}
