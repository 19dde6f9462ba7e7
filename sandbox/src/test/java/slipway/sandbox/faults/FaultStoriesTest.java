package slipway.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.release.Deployment;

/** Each AWS call of a deployment goes wrong in each way, one story each; the rules hold after all of them. */
@Execution(ExecutionMode.CONCURRENT)
class FaultStoriesTest {
    private static final Map<String, Map<Kind, String>> TABLE = Collections.synchronizedMap(new TreeMap<>());

    @TestFactory
    Stream<DynamicTest> theRulesHoldWhicheverCallGoesWrong() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Plot plot : Plot.values()) {
            Story clean = Story.of(plot).play();
            tests.add(DynamicTest.dynamicTest(plot + " undisturbed", () -> {
                assertThat(Invariants.broken(clean)).isEmpty();
                assertThat(clean.record().flatMap(Deployment::ending)).contains(plot.ending);
            }));
            // The way to the change is the same in every plot: it goes wrong once.
            Spot.of(clean.exchanges()).stream().filter(spot -> plot == Plot.GOES_LIVE || back(spot)).forEach(spot -> Stream.of(Kind.values())
                    .filter(kind -> kind.ofReadsToo || !spot.reads())
                    .forEach(kind -> tests.add(DynamicTest.dynamicTest(plot + " " + spot + " " + kind.title, () -> play(plot, spot, kind)))));
        }
        return tests.stream();
    }

    private static boolean back(Spot spot) {
        return spot.caller().endsWith("RollBackFunction") || spot.caller().endsWith("CloseFunction")
                || spot.caller().endsWith("ObserveFunction") && spot.nth() > 1;
    }

    private static void play(Plot plot, Spot spot, Kind kind) {
        Story story = Story.of(plot);
        story.aws().wire().disturb(spot.going(kind));
        story.play();
        List<String> broken = Invariants.broken(story);
        String ending = story.record().flatMap(Deployment::ending).map(Enum::name).orElse("none");
        TABLE.computeIfAbsent(plot + " " + spot, _ -> Collections.synchronizedMap(new TreeMap<>())).put(kind, broken.isEmpty() ? ending : "BROKEN");
        assertThat(broken).isEmpty();
        assertThat(ending).isEqualTo(plot.ending.name());
    }

    @AfterAll
    static void printTable() {
        StringBuilder table = new StringBuilder("%-62s".formatted("operation"));
        Stream.of(Kind.values()).forEach(kind -> table.append("%-14s".formatted(kind.title)));
        TABLE.forEach((spot, endings) -> {
            table.append("\n%-62s".formatted(spot));
            Stream.of(Kind.values()).forEach(kind -> table.append("%-14s".formatted(endings.getOrDefault(kind, ""))));
        });
        System.out.println(table);
    }
}
