package slipway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.sandbox.Sandbox;
import slipway.sandbox.Shop;

/** Walks the samples through the demo's world: the folder is the fate, the file's name is the sentence. */
class EventsTest {
    private static final Path HOME = Path.of("..");
    private static final Audience NOBODY = new Audience() {
        @Override
        public void begins(Story story, int number, int of) {}

        @Override
        public void ends(Story story, List<Outcome> outcomes, Optional<String> wrong) {}
    };

    private Optional<Shop> shop = Optional.empty();

    static List<Path> accepted() throws IOException {
        return files("accepted");
    }

    static List<Path> ignored() throws IOException {
        return files("ignored");
    }

    static List<Path> refused() throws IOException {
        return files("refused");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptedEventsEndWithoutAPersonsHelp(Path file) {
        assertThat(play(file)).isInstanceOfSatisfying(Fate.Accepted.class, fate -> {
            int deployments = file.getFileName().toString().equals("sweep.json") ? 0 : 1;
            assertThat(fate.outcomes()).hasSize(deployments).noneMatch(outcome -> outcome.ending().pages());
        });
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptedPushesAreOfImagesThatGoLive(Path file) {
        if (file.getFileName().toString().matches(".*(push|deploys|routes).*")) {
            assertThat(play(file)).isInstanceOfSatisfying(Fate.Accepted.class, fate ->
                    assertThat(fate.outcomes()).allMatch(outcome -> outcome.ending() == slipway.release.Ending.SUCCEEDED));
        }
    }

    @ParameterizedTest
    @MethodSource("ignored")
    void ignoredEventsStartNothingAndSayWhy(Path file) {
        assertThat(play(file)).isInstanceOfSatisfying(Fate.Ignored.class, fate -> assertThat(fate.why()).isNotBlank().doesNotContain("\n"));
        nothingDeployed();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusedEventsChangeNothingAndNameTheRemedy(Path file) {
        assertThat(play(file)).isInstanceOfSatisfying(Fate.Refused.class, fate -> assertThat(fate.why())
                .contains(": ").doesNotContain("\n", "stackTrace", "Exception", "slipway.rollout"));
        nothingDeployed();
    }

    private void nothingDeployed() {
        shop.ifPresent(opened -> {
            assertThat(opened.service("api").deployments()).hasSize(1);
            assertThat(opened.service("api").taskDefinition()).as("the revision that brought v1.1").endsWith("shop-api:3");
        });
    }

    private Fate play(Path file) {
        try {
            EventFile event = EventFile.read(file);
            shop = Optional.of(EventPlay.open(new Sandbox.Options(HOME, 1)));
            return new EventPlay(shop.get(), NOBODY).play(file.toString(), event);
        } catch (EventFile.Unusable e) {
            return new Fate.Refused(e.getMessage());
        }
    }

    private static List<Path> files(String fate) throws IOException {
        try (Stream<Path> all = Files.list(HOME.resolve("events").resolve(fate))) {
            return all.sorted().toList();
        }
    }
}
