package slipway.sandbox.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** What goes wrong in the field has a number, and a story by its name: {@code scenarioNN_…}. */
class ScenariosTest {
    private static final Pattern NAME = Pattern.compile("scenario([0-9]{2})_.*");

    /** Those of claims, order, once and hands off; who adds a story under another number adds the number. */
    private static final List<Integer> TOLD = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30, 31, 32, 33, 34, 36, 37);

    @Test
    void eachHasAStoryThatIsPlayed() throws Exception {
        Map<Integer, Set<String>> stories = new TreeMap<>();
        for (Class<?> type : types()) {
            Stream.of(type.getDeclaredMethods()).filter(ScenariosTest::isPlayed).map(method -> NAME.matcher(method.getName())).filter(found -> found.matches())
                    .forEach(found -> stories.computeIfAbsent(Integer.parseInt(found.group(1)), _ -> new TreeSet<>()).add(type.getSimpleName() + "." + found.group()));
        }
        assertThat(stories.keySet()).containsAll(TOLD);
    }

    private static boolean isPlayed(java.lang.reflect.Method method) {
        return Stream.of(Test.class, ParameterizedTest.class, TestFactory.class).anyMatch(method::isAnnotationPresent);
    }

    private static List<Class<?>> types() throws IOException, ReflectiveOperationException, java.net.URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(ScenariosTest.class.getResource("").toURI()))) {
            List<Class<?>> all = new java.util.ArrayList<>();
            for (String name : files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("StoriesTest.class")).sorted().toList()) {
                all.add(Class.forName(ScenariosTest.class.getPackageName() + "." + name.replace(".class", "")));
            }
            return all;
        }
    }
}
