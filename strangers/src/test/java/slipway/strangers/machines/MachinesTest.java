package slipway.strangers.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import slipway.strangers.Moto;

/** The shipped machines in our interpreter and in moto's: the same story is the same history, and all stories take all that is written. */
class MachinesTest {
    private static Conductor conductor;
    private static Moto moto;
    private static MotoMachines machines;
    private static final Coverage TAKEN = new Coverage();

    @BeforeAll
    static void open() throws Exception {
        conductor = Conductor.open();
        moto = Moto.start(conductor.url());
        machines = new MotoMachines(moto.port());
    }

    @AfterAll
    static void close() {
        moto.close();
        conductor.close();
    }

    @TestFactory
    Stream<DynamicTest> bothInterpretersTellTheSame() {
        Stream<DynamicTest> stories = Stream.of(Story.values()).map(story -> dynamicTest(story.name(), () -> play(story)));
        return Stream.concat(stories, Stream.of(dynamicTest("every state, Retry and Catch was taken", () -> assertThat(TAKEN.missing()).isEmpty())));
    }

    private static void play(Story story) {
        CompletableFuture<List<Trace>> beside = CompletableFuture.supplyAsync(() -> story.play(new OwnStage()));
        List<Trace> theirs = story.play(new MotoStage(conductor, machines));
        List<Trace> ours = beside.join();
        TAKEN.add(theirs);
        assertThat(theirs.stream().map(Trace::title).toList()).isEqualTo(ours.stream().map(Trace::title).toList());
        Iterator<Trace> other = theirs.iterator();
        for (Trace our : ours) {
            assertThat(other.next().firstDifferenceFrom(our)).as(our.title()).isEmpty();
        }
    }
}
