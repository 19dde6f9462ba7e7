package slipway.sandbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.sandbox.cloud.lambda.Code;

@Tag(OwnChecks.WORLDS)
@Execution(ExecutionMode.CONCURRENT)
class SimulationTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** People are told nothing, and the state machine hears that they were. */
    private static final Twist MUTE = new Twist() {
        @Override
        public byte[] invocation(String function, byte[] payload, Context context, Code code) throws IOException {
            return function.equals("slipway-NotifyFunction") ? "{\"told\":[\"sns\"],\"failed\":{},\"again\":false}".getBytes(StandardCharsets.UTF_8)
                    : code.handle(payload, context);
        }
    };

    @Test
    void theSameSeedIsTheSameWorldToTheLastByte() {
        assertThat(new Simulation(HOME).trace(3)).hasSizeGreaterThan(100).isEqualTo(new Simulation(HOME).trace(3));
    }

    @Test
    void anotherSeedIsAnotherWorld() {
        assertThat(new Simulation(HOME).trace(4)).isNotEqualTo(new Simulation(HOME).trace(3));
    }

    @Test
    void whatDoesNotHoldIsFoundAndToldInTheFewestLines() {
        Simulation mute = new Simulation(HOME, () -> MUTE);
        Played played = mute.play(35);

        assertThat(played.broken()).extracting(Broken::sentence).contains("an ending is offered to all channels");
        Broken broken = played.broken().stream().filter(one -> one.sentence().equals("an ending is offered to all channels")).findFirst().orElseThrow();
        assertThat(broken.number()).isEqualTo(7);
        Simulation.Shortest shortest = mute.shortest(35, broken);
        assertThat(shortest.lines()).anyMatch(line -> line.contains("✗ invariant 7, an ending is offered to all channels: " + broken.target()));
        assertThat(shortest.lines().size()).as("of a whole world's").isLessThan(mute.trace(35).size() / 3);
        assertThat(shortest.recipe().without()).as("what it does not need").contains(Ingredient.BAD_IMAGES, Ingredient.PEOPLE);
    }

    @Test
    void whatIsSaidToBeOutOfReachIsAWayThatTheMachinesHave() {
        assertThat(new Simulation(HOME).edges()).containsAll(Unreachable.EDGES.keySet()).hasSizeGreaterThan(90);
        assertThat(Unreachable.EDGES.values()).allMatch(why -> !why.isBlank());
    }
}
