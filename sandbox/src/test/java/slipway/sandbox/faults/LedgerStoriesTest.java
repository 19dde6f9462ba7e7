package slipway.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.release.Deployment;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.faults.UnreliableLedger.Trouble;

/** Each kind of call to the ledger fails at its first times and its last, one story each; the rules hold after all of them. */
@Execution(ExecutionMode.CONCURRENT)
class LedgerStoriesTest {
    /** So many from either end of the calls of one kind: those between are made by looks that are all alike. */
    private static final int FROM_EITHER_END = 2;
    private static final Set<String> WRITES = Set.of("claims.replace", "records.write", "holds.put");
    private static final int OUTAGE = 20;
    private static final Map<String, Map<String, String>> TABLE = Collections.synchronizedMap(new TreeMap<>());

    @TestFactory
    Stream<DynamicTest> theRulesHoldWhicheverCallToTheLedgerFails() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Plot plot : List.of(Plot.GOES_LIVE, Plot.BACK_BY_UPDATE)) {
            UnreliableLedger ledger = new UnreliableLedger();
            Story clean = open(plot, ledger);
            ledger.count();
            clean.play();
            ledger.calls().forEach((operation, count) -> spots(plot, operation, count).boxed()
                    .flatMap(nth -> troubles(operation, nth))
                    .forEach(trouble -> tests.add(DynamicTest.dynamicTest(plot + " " + trouble, () -> play(plot, trouble)))));
        }
        return tests.stream();
    }

    /** Reads on the way are the same in every plot: they fail once. */
    private static IntStream spots(Plot plot, String operation, int count) {
        return plot == Plot.GOES_LIVE || WRITES.contains(operation)
                ? IntStream.rangeClosed(1, count).filter(nth -> nth <= FROM_EITHER_END || nth > count - FROM_EITHER_END) : IntStream.empty();
    }

    private static Stream<Trouble> troubles(String operation, int nth) {
        Stream<Trouble> all = Stream.of(new Trouble(operation, nth, 1, false), new Trouble(operation, nth, OUTAGE, false));
        return WRITES.contains(operation) ? Stream.concat(all, Stream.of(new Trouble(operation, nth, 1, true))) : all;
    }

    private static Story open(Plot plot, UnreliableLedger ledger) {
        return Story.of(plot, new SandboxOptions(Story.HOME, 1).on(ledger::ledger));
    }

    private static void play(Plot plot, Trouble trouble) {
        UnreliableLedger ledger = new UnreliableLedger();
        Story story = open(plot, ledger);
        ledger.arm(trouble);
        story.play();
        ledger.count();
        List<String> broken = Invariants.broken(story);
        String ending = story.record().flatMap(Deployment::ending).map(Enum::name).orElse("none");
        TABLE.computeIfAbsent(plot + " " + trouble.operation() + " #" + trouble.nth(), _ -> Collections.synchronizedMap(new TreeMap<>()))
                .put(column(trouble), broken.isEmpty() ? ending : "BROKEN");
        assertThat(broken).isEmpty();
        assertThat(ending).isIn(trouble.times() == 1 ? List.of(plot.ending.name()) : List.of(plot.ending.name(), "NOT_CHANGED"));
    }

    private static String column(Trouble trouble) {
        return trouble.tookEffect() ? "reply lost" : trouble.times() + "x before";
    }

    @AfterAll
    static void printTable() {
        TABLE.forEach((spot, endings) -> System.out.printf("%-50s%s%n", spot, endings));
    }
}
