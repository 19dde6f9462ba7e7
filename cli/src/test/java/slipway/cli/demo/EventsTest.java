package slipway.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;
import slipway.sandbox.SandboxOptions;
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

    /** The image that events/accepted/person-releases-what-is-held.json names. */
    private static final String HELD = "sha256:885bb3636d435291911a9787a047f8cf82ee9d41bed9507e48da810f5cb1e844";

    /** What is ignored or refused changes nothing, which each of them shows; so they share one. */
    private static Shop unchanged;

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
        assertThat(play(ruled(EventPlay.open(new SandboxOptions(HOME, 1)), file.getFileName().toString()), file)).isInstanceOfSatisfying(Fate.Accepted.class, fate -> {
            // The sweep finds the builds that no event told; a freeze of all is of no single target.
            int deployments = switch (file.getFileName().toString()) {
                case "sweep.json" -> 2;
                case "person-freezes-all-targets.json" -> 0;
                default -> 1;
            };
            assertThat(fate.outcomes()).hasSize(deployments).noneMatch(outcome -> outcome.ending().pages());
            if (file.getFileName().toString().matches(".*(push|deploys|routes).*")) {
                assertThat(fate.outcomes()).as("its image goes live").allMatch(outcome -> outcome.ending() == slipway.release.Ending.SUCCEEDED);
            }
        });
    }

    /** There is something to release, to force and to unfreeze. */
    private static Shop ruled(Shop shop, String name) {
        if (!name.matches(".*(releases|forces|unfreezes).*")) {
            return shop;
        }
        Instant now = shop.aws().timeline().now();
        shop.aws().ledger().holds().put(new Hold(new TargetName("shop-api"), new Digest(HELD), new DeploymentId("shop-api-before"), now, "It crashed."), 0);
        shop.aws().ledger().freezes().put(new Freeze(new TargetName("shop-web"), "a fair", "ana", now, now.plus(Duration.ofHours(2))));
        return shop;
    }

    @BeforeAll
    static void open() {
        unchanged = EventPlay.open(new SandboxOptions(HOME, 1));
    }

    @ParameterizedTest
    @MethodSource("ignored")
    void ignoredEventsStartNothingAndSayWhy(Path file) {
        assertThat(play(unchanged, file)).isInstanceOfSatisfying(Fate.Ignored.class, fate -> assertThat(fate.why()).isNotBlank().doesNotContain("\n"));
        nothingDeployed();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusedEventsChangeNothingAndNameTheRemedy(Path file) {
        assertThat(play(unchanged, file)).isInstanceOfSatisfying(Fate.Refused.class, fate -> assertThat(fate.why())
                .contains(": ").doesNotContain("\n", "stackTrace", "Exception", "slipway.rollout"));
        nothingDeployed();
    }

    private void nothingDeployed() {
        assertThat(unchanged.service("api").deployments()).hasSize(1);
        assertThat(unchanged.service("api").taskDefinition()).as("the revision that brought v1.1").endsWith("shop-api:3");
    }

    private static Fate play(Shop shop, Path file) {
        try {
            return new EventPlay(shop, NOBODY).play(file.toString(), EventFile.read(file));
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
