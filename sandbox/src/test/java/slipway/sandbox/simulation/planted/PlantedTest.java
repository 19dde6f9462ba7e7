package slipway.sandbox.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.sandbox.simulation.OwnChecks;
import slipway.sandbox.simulation.Simulation;
import slipway.sandbox.simulation.Twist;

/** Bugs that a near seed shows, so that the tests stay quick; {@code ./slipway simulate --planted} hunts all of them. */
@Tag(OwnChecks.WORLDS)
@Execution(ExecutionMode.CONCURRENT)
class PlantedTest {
    /** A world may come to be drawn otherwise: then the seed that catches a bug is another one, not far away. */
    private static final long NEARBY = 100;
    /** A seed that catches the bug, the number of the invariant that does, the bug. */
    private static final List<String> CAUGHT = List.of(
            "1 1 a function is changed without its RevisionId",
            "1 1 a claim's number is ignored, and who should wait goes on under it",
            "1 1 a live claim is taken for none",
            "1 2 an ending is told and never recorded",
            "1 2 what waits is dropped",
            "1 5 the baseline is n-1, not what was last healthy",
            "1 6 a tag of Slipway's is put on another image than it names",
            "1 6 a tag that was not put counts as put",
            "1 6 an update sets the desired count too",
            "1 7 SUCCEEDED is read off the running count alone",
            "1 7 a failure is left where it should be taken back",
            "1 7 a hook's no is taken for a yes",
            "1 7 a rollback is not watched",
            "1 7 alarms are not looked at",
            "1 7 a hook that waits is not waited for",
            "1 8 a log line tells a secret",
            "1 8 foreign text is not escaped",
            "2 7 all calls go over where a share should",
            "2 7 more calls go over before a share has baked",
            "3 1 a claim is taken over too early, by a clock that runs ahead",
            "3 1 a recovery is run twice",
            "3 7 a failure is taken back where it should be left",
            "3 7 a stale reading is believed",
            "5 4 a freeze is forgotten",
            "6 1 a claim is taken over from an execution that runs",
            "6 3 deliveries of one push are not recognised",
            "6 7 an alarm that was in ALARM before is held against the new image",
            "6 7 the alias is moved whatever the smoke call says",
            "7 3 newest is what arrives last",
            "9 4 a person's abort is undone",
            "12 7 an alarm that fires is taken for one that was in ALARM before",
            "12 7 superseded counts as failed, and pages",
            "14 4 a hold is forgotten",
            "14 4 what a person holds is not held",
            "18 1 the claim is freed twice",
            "40 7 a hook that fails is taken for one that agrees",
            "69 3 the sweep corrects drift");

    private static final Hunt HUNT = new Hunt(new Simulation(Path.of("..").toAbsolutePath().normalize()));
    private static final Map<String, Bug> BUGS = Bugs.ALL.stream().collect(Collectors.toMap(Bug::name, bug -> bug));

    @TestFactory
    Stream<DynamicTest> eachIsCaughtByItsInvariant() {
        return CAUGHT.stream().map(row -> row.split(" ", 3)).map(row -> DynamicTest.dynamicTest(row[2], () -> {
            Hunt.Result result = HUNT.hunt(BUGS.get(row[2]), Long.parseLong(row[0]), NEARBY);

            assertThat(result).isInstanceOfSatisfying(Hunt.Result.Caught.class, caught ->
                    assertThat(caught.broken().number()).as(caught.broken().toString()).isEqualTo(Integer.parseInt(row[1])));
        }));
    }

    @Test
    void eachRowIsOfABugAndEachBugHasItsOwnName() {
        assertThat(BUGS.keySet()).containsAll(CAUGHT.stream().map(row -> row.split(" ", 3)[2]).toList());
        assertThat(BUGS).hasSameSizeAs(Bugs.ALL).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void nothingPlantedIsNothingCaught() {
        assertThat(HUNT.hunt(new Bug("none", () -> Twist.NONE), 2, 1)).isEqualTo(new Hunt.Result.Missed(1, 1));
    }

    @Test
    void theSameSeedCatchesTheSame() {
        Bug bug = BUGS.get("what waits is dropped");

        assertThat(HUNT.hunt(bug, 1, 3)).isEqualTo(HUNT.hunt(bug, 1, 3));
    }
}
