package slipway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.cli.demo.Story.Expected;
import slipway.codec.Json;
import slipway.release.Ending;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;

@Execution(ExecutionMode.CONCURRENT)
class StoriesTest {
    private static final Path HOME = Path.of("..");

    /** Notes what each story has come to, and when it ended. */
    private static final class Notes implements Audience {
        final List<List<Outcome>> ended = new ArrayList<>();
        final List<Duration> lasted = new ArrayList<>();
        private final Shop shop;
        private Instant began = Instant.EPOCH;

        Notes(Shop shop) {
            this.shop = shop;
        }

        @Override
        public void begins(Story story, int number, int of) {
            began = shop.aws().timeline().now();
        }

        @Override
        public void ends(Story story, List<Outcome> outcomes, Optional<String> wrong) {
            assertThat(wrong).isEmpty();
            ended.add(outcomes);
            lasted.add(Duration.between(began, shop.aws().timeline().now()));
        }
    }

    @Test
    void eachStoryShowsWhatItIsThereFor() {
        Shop shop = Shop.open(new SandboxOptions(HOME, 1));
        Notes notes = new Notes(shop);
        assertThat(new Show(shop, notes, Pace.NONE).play(Stories.all())).isTrue();
        List<Outcome> all = notes.ended.stream().flatMap(List::stream).toList();

        assertThat(code(all.get(2))).isEqualTo("TargetHealthCheckFailed");
        Outcome latest = all.get(3);
        assertThat(latest.from()).as("a service that says :latest goes back to the old digest").isEqualTo(all.get(4).from());
        assertThat(code(all.get(5))).isEqualTo("SameImage");
        assertThat(code(all.get(6))).isEqualTo("TagMoved");
        assertThat(all.get(9).kind()).isEqualTo("rollback");
        assertThat(all.get(9).to()).as("back to the release before").isEqualTo(all.get(8).from());
        assertThat(code(all.get(10))).isEqualTo("StoppedByPerson");
        assertThat(all.get(11).cause().orElseThrow().sentence()).contains(all.get(10).deployment());
        assertThat(code(all.get(12))).isEqualTo("ObservedOnly");
        assertThat(all).allSatisfy(outcome -> assertThat(outcome.notified()).contains("slack"));
        assertThat(shop.aws().slack().refusals()).isEmpty();
    }

    private static String code(Outcome outcome) {
        return outcome.cause().orElseThrow().code();
    }

    @Test
    void theStoriesTakeAboutAsLongAsTheySay() {
        Shop shop = Shop.open(new SandboxOptions(HOME, 1));
        Notes notes = new Notes(shop);
        new Show(shop, notes, Pace.NONE).play(Stories.all());
        for (int i = 0; i < notes.lasted.size(); i++) {
            assertThat(notes.lasted.get(i).toSeconds()).as(Stories.all().get(i).name())
                    .isCloseTo(Stories.all().get(i).about().toSeconds(), Percentage.withPercentage(35));
        }
    }

    @Test
    void anotherEndingThanTheExpectedIsSaid() {
        Story story = new Story("a test", "", List.of(), List.of(new Expected("shop-api", Ending.SUCCEEDED)), Duration.ZERO);
        Outcome other = new Outcome("id", "shop-api", "deploy", Optional.empty(), Optional.empty(), Ending.ROLLED_BACK, Optional.empty(),
                Instant.EPOCH, Instant.EPOCH, List.of(), List.of());
        assertThat(Show.unexpected(story, List.of(other))).get().asString().contains("a test", "shop-api SUCCEEDED", "shop-api ROLLED_BACK");
        assertThat(Show.unexpected(story, List.of())).isPresent();
    }

    @Test
    void everyStateOfTheMachineHasWords() throws IOException {
        JsonNode states = Json.read(Files.readString(HOME.resolve("statemachine/deploy.asl.json")), JsonNode.class).get("States");
        assertThat(states.fieldNames()).toIterable().allSatisfy(state -> assertThat(Words.step(state)).as(state).isNotEqualTo(state));
    }
}
