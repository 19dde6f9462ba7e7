package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldsTest {
    @Test
    void anyTwoSwitchesMeetInAllFourPositions() {
        for (int one = 0; one < Worlds.switches(); one++) {
            for (int other = one + 1; other < Worlds.switches(); other++) {
                assertThat(met(one, other)).as("%d and %d, with the world by default", one, other).containsExactlyInAnyOrder("off off", "off on", "on off", "on on");
            }
        }
    }

    @Test
    void theWorldsDiffer() {
        assertThat(Worlds.all()).hasSize(7).doesNotHaveDuplicates();
    }

    private static Set<String> met(int one, int other) {
        Set<String> met = new HashSet<>(Set.of("off off"));
        IntStream.range(0, Worlds.all().size()).forEach(world -> met.add(word(Worlds.on(one, world)) + " " + word(Worlds.on(other, world))));
        return met;
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }
}
