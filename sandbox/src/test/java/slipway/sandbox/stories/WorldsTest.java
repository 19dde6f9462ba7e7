package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.ecs.Variants;

class WorldsTest {
    @Test
    void anyTwoColumnsMeetInAllFourPositions() {
        for (int one = 0; one < Worlds.COLUMNS.size(); one++) {
            for (int other = one + 1; other < Worlds.COLUMNS.size(); other++) {
                assertThat(met(one, other)).as("%d and %d, with the world by default", one, other).containsExactlyInAnyOrder("off off", "off on", "on off", "on on");
            }
        }
    }

    @Test
    void theWorldsDiffer() {
        assertThat(Worlds.all()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void eachTwoWorldsComeUpByTurns() {
        Set<Set<Integer>> pairs = IntStream.range(0, 10).mapToObj(story -> Set.of(AllVariants.world(story, 0, 2, 5), AllVariants.world(story, 1, 2, 5))).collect(Collectors.toSet());
        assertThat(pairs).hasSize(10).allSatisfy(pair -> assertThat(IntStream.range(0, Worlds.COLUMNS.size())
                .filter(column -> pair.stream().noneMatch(world -> Worlds.on(column, world)))).hasSize(1));
    }

    @Test
    void thePageNamesEachSwitch() throws IOException {
        List<String> named = Files.readAllLines(Story.HOME.resolve("docs/ECS-BEHAVIOUR.md")).stream().dropWhile(line -> !line.startsWith("| Switch")).skip(2)
                .takeWhile(line -> line.startsWith("|")).map(line -> line.split("`")[1]).toList();
        List<String> switches = new ArrayList<>(Stream.of(Variants.Way.values()).map(Enum::name).toList());
        switches.add("staleReads");
        Stream.of(slipway.sandbox.cloud.elb.Variants.class, slipway.sandbox.cloud.lambda.Variants.class)
                .flatMap(one -> Stream.of(one.getRecordComponents())).map(RecordComponent::getName).forEach(switches::add);
        assertThat(named).containsExactlyElementsOf(switches);
        assertThat(Worlds.COLUMNS.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(switches);
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
