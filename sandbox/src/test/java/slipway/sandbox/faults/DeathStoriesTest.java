package slipway.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.release.Deployment;
import slipway.release.Ending;

/** Each function dies once, at each Task of a deployment and in each way; the rules hold after all of it. */
@Execution(ExecutionMode.CONCURRENT)
class DeathStoriesTest {
    /** A Task, as the nth invocation of its function; where a push wakes that, the first is the warm-up. */
    private record At(String state, Plot plot, String function, int nth, Set<Ending> ifUnknown) {}

    private static final Map<String, Map<Death, String>> TABLE = Collections.synchronizedMap(new TreeMap<>());

    private static final List<At> TASKS = List.of(
            at("Warm-up of Update", Plot.GOES_LIVE, "Update", 1, Ending.SUCCEEDED),
            at("Warm-up of Roll back", Plot.BACK_BY_STOP, "RollBack", 1, Ending.ROLLED_BACK),
            at("Claim", Plot.GOES_LIVE, "Claim", 2, Ending.SUCCEEDED),
            at("Plan", Plot.GOES_LIVE, "Plan", 2, Ending.SUCCEEDED),
            at("Announce", Plot.GOES_LIVE, "Notify", 2, Ending.SUCCEEDED),
            at("Update", Plot.GOES_LIVE, "Update", 2, Ending.NOT_CHANGED, Ending.ROLLED_BACK),
            at("Update (with its revision there)", Plot.BACK_BY_STOP, "Update", 2, Ending.NOT_CHANGED, Ending.ROLLED_BACK),
            at("Observe", Plot.GOES_LIVE, "Observe", 1, Ending.SUCCEEDED),
            at("Tell", Plot.GOES_LIVE, "Notify", 3, Ending.SUCCEEDED),
            at("Roll back by update", Plot.BACK_BY_UPDATE, "RollBack", 2, Ending.ROLLED_BACK),
            at("Roll back by stop", Plot.BACK_BY_STOP, "RollBack", 2, Ending.ROLLED_BACK),
            at("Observe restore", Plot.BACK_BY_STOP, "Observe", 14, Ending.ROLLED_BACK),
            at("Close", Plot.GOES_LIVE, "Close", 1, Ending.SUCCEEDED),
            at("Close after a rollback", Plot.BACK_BY_STOP, "Close", 1, Ending.ROLLED_BACK),
            at("Notify", Plot.GOES_LIVE, "Notify", 5, Ending.SUCCEEDED));

    private static At at(String state, Plot plot, String function, int nth, Ending... ifUnknown) {
        return new At(state, plot, "slipway-" + function + "Function", nth, EnumSet.copyOf(List.of(ifUnknown)));
    }

    @TestFactory
    Stream<DynamicTest> theRulesHoldWhicheverFunctionDiesOnce() {
        return TASKS.stream().flatMap(task -> Stream.of(Death.values())
                .map(death -> DynamicTest.dynamicTest(task.state + " " + death.title, () -> dieOnce(task, death))));
    }

    private static void dieOnce(At task, Death death) {
        Story story = Story.of(task.plot);
        story.aws().functions().disturb(death.once(task.function, task.nth));
        story.play();
        List<String> broken = Invariants.broken(story);
        String ending = story.record().flatMap(Deployment::ending).map(Enum::name).orElse("none");
        TABLE.computeIfAbsent(task.state, _ -> Collections.synchronizedMap(new TreeMap<>())).put(death, broken.isEmpty() ? ending : "BROKEN");
        assertThat(broken).isEmpty();
        assertThat(ending).isIn(death.unknown ? task.ifUnknown.stream().map(Enum::name).toList() : List.of(task.plot.ending.name()));
    }

    @AfterAll
    static void printTable() {
        StringBuilder table = new StringBuilder("%-34s".formatted("dies at"));
        Stream.of(Death.values()).forEach(death -> table.append("%-16s".formatted(death.title)));
        TABLE.forEach((state, endings) -> {
            table.append("\n%-34s".formatted(state));
            Stream.of(Death.values()).forEach(death -> table.append("%-16s".formatted(endings.getOrDefault(death, ""))));
        });
        System.out.println(table);
    }
}
