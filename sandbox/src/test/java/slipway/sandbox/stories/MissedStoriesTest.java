package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.sandbox.cloud.Behaviour.GOOD;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.sandbox.cloud.eventbridge.Weather;
import slipway.sandbox.ledger.MemoryLedger;
import slipway.sandbox.simulation.Ports;

/** What looks to the sweep like a push that nobody was told of, and is none; and what does not look like one, and is. */
class MissedStoriesTest {
    private static final String GLOB = "{\"tags\":{\"glob\":\"v*\"}}";

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

    /** All that the ledger knows of the image is that it came as a lower version than ran. */
    @Test
    void scenario04_aVersionIsMissedThoughItsImageCameUnderALowerOne() {
        Story story = Story.open();
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^7\"}}").push("api", "7.1.0", GOOD);
        story.play();
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        String highest = story.push("api", "7.2.0", GOOD);
        story.aws().events().weather(Weather.FAIR);
        story.pass(Duration.ofSeconds(9)).aws().ecr().retag("shop/api", highest, "7.0.9");
        assertThat(story.play("shop-api").cause().orElseThrow().code()).isEqualTo("LowerVersion");

        Deployment found = story.pass(Duration.ofMinutes(16)).play("shop-api");

        assertThat(found.origin().by()).isEqualTo(Origin.By.SWEEP);
        assertThat(found.tag().orElseThrow().value()).isEqualTo("7.2.0");
        assertThat(found.ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(highest);
        int all = story.deployments("shop-api").size();
        story.pass(Duration.ofHours(2)).play();
        assertThat(story.deployments("shop-api")).as("once").hasSize(all);
    }

    @Test
    void scenario04_aVersionWhoseEventIsLateIsBroughtThoughItsImageCameUnderALowerOneMeanwhile() {
        Story story = Story.open();
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^7\"}}").push("api", "7.1.0", GOOD);
        story.play();
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of(Duration.ofMinutes(2), Duration.ofMinutes(9)) : Weather.FAIR.delays(rule, event));
        String highest = story.push("api", "7.2.0", GOOD);
        story.aws().events().weather(Weather.FAIR);
        story.pass(Duration.ofSeconds(9)).aws().ecr().retag("shop/api", highest, "7.0.9");
        story.pass(Duration.ofMinutes(1));
        assertThat(story.deployments("shop-api")).hasSize(2);
        story.aws().ecr().retag("shop/api", highest, "7.0.8");

        story.pass(Duration.ofMinutes(7));
        Deployment found = story.deployment("shop-api", "7.2.0");
        assertThat(found.origin().by()).isEqualTo(Origin.By.PUSH);
        assertThat(found.ending()).contains(Ending.SUCCEEDED);
        story.aws().ecr().retag("shop/api", highest, "7.0.7");
        int all = story.pass(Duration.ofSeconds(50)).deployments("shop-api").size();
        story.pass(Duration.ofHours(1)).play();
        assertThat(story.deployments("shop-api")).as("its second delivery begins nothing").hasSize(all);
        assertThat(story.runs("api", "api")).isEqualTo(highest);
    }

    /** What overtook the lower version is no answer to the higher one of the same image. */
    @Test
    void scenario04_aVersionIsMissedThoughItsImageWasOvertakenAsALowerOne() {
        Story story = Story.open();
        story.follow("shop-api", "{\"tags\":{\"semver\":\"^7\"}}").push("api", "7.1.0", GOOD);
        story.until("Tell").push("api", "7.1.1", GOOD);
        story.pass(Duration.ofSeconds(5)).aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") ? List.of() : Weather.FAIR.delays(rule, event));
        String highest = story.push("api", "7.2.0", GOOD);
        story.aws().events().weather(Weather.FAIR);
        story.pass(Duration.ofSeconds(5)).aws().ecr().retag("shop/api", highest, "7.0.9");
        story.play();
        assertThat(story.deployment("shop-api", "7.0.9").ending()).contains(Ending.SUPERSEDED);

        story.pass(Duration.ofMinutes(16)).play();

        assertThat(story.deployment("shop-api", "7.2.0").ending()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(highest);
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{'glob':'*'} | true", "{'regex':'[0-9.]+'} | false", "'any' | true", "{'semver':'>=2'} | true", "{'semver':'>=2'} | false"})
    void scenario01_whatWasMissedIsFoundThoughANewerPushTurnedOutToBeNoImage(String tags, boolean deleted) {
        Story story = Story.open().follow("shop-api", "{\"tags\":" + tags.replace('\'', '"') + "}");
        boolean[] lost = losing(story);
        String missed = story.push("api", "2.0.0", GOOD);
        lost[0] = false;
        story.pass(Duration.ofSeconds(9));
        if (deleted) {
            story.aws().ecr().delete("shop/api", story.push("api", "3.0.0", GOOD));
        } else {
            story.aws().ecr().replicateAttestation("shop/api", Optional.of("3.0.0"), missed);
        }
        assertThat(story.play("shop-api").cause().orElseThrow().code()).isEqualTo(deleted ? "ImageGone" : "NotAnImage");

        story.pass(Duration.ofMinutes(16));
        Deployment found = story.play("shop-api");

        assertThat(found.origin().by()).isEqualTo(Origin.By.SWEEP);
        assertThat(found.ending()).as("%s", found.cause()).contains(Ending.SUCCEEDED);
        assertThat(story.runs("api", "api")).isEqualTo(missed);
        story.pass(Duration.ofHours(2)).play();
        assertThat(story.deployments("shop-api")).hasSize(2);
    }

    @Test
    void scenario01_whatCameBackToTheRegistryAfterItWasFoundGoneIsAPushOfItsOwn() {
        Story story = Story.open().follow("shop-api", GLOB);
        boolean[] lost = losing(story);
        story.push("api", "v2", GOOD);
        lost[0] = false;
        story.aws().ecr().delete("shop/api", story.pass(Duration.ofSeconds(9)).push("api", "v3", GOOD));
        assertThat(story.play("shop-api").cause().orElseThrow().code()).isEqualTo("ImageGone");
        lost[0] = true;
        String again = story.pass(Duration.ofMinutes(1)).push("api", "v3", GOOD);

        story.pass(Duration.ofHours(1)).play();

        assertThat(story.runs("api", "api")).as("and not what is older").isEqualTo(again);
        assertThat(story.deployments("shop-api")).hasSize(2);
    }

    /** While this is true no event of the registry comes. */
    private static boolean[] losing(Story story) {
        boolean[] lost = {true};
        story.aws().events().weather((rule, event) -> event.path("source").asText().equals("aws.ecr") && lost[0] ? List.of() : Weather.FAIR.delays(rule, event));
        return lost;
    }

    private static long sweeps(Story story) {
        return story.aws().machines().executions().stream().filter(one -> one.path().contains("All looked at?")).count();
    }
}
