package slipway.sandbox.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the conformance table, its tests, what the interpreter accepts and what the shipped definitions use together. */
class ConformanceTableTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> PACKAGES = List.of("slipway.sandbox.asl", "slipway.sandbox.cloud.stepfunctions");
    /** They are the table itself. */
    private static final Set<String> OWN = Set.of("ConformanceTest", "ConformanceTableTest");

    private static Used rowsUse() {
        Used used = new Used();
        Rows.all().forEach(row -> {
            if (row.proof() instanceof Row.Plays plays) {
                used.add(plays.definition());
            }
        });
        return used;
    }

    @Test
    void everythingThatTheReadersAcceptIsPlayedInARow() {
        Set<String> accepted = new TreeSet<>();
        Arrays.stream(Place.values()).forEach(place -> place.fields().forEach(name -> accepted.add(Used.field(place, name))));
        Words.KNOWN.forEach(name -> accepted.add(Used.function(name)));
        Failure.RESERVED.stream().forEach(accepted::add);
        // startExecution is played by tests of its own, against the service.
        Stream.of(Resource.LAMBDA_INVOKE, Resource.LAMBDA_INVOKE_WITH_TOKEN).forEach(resource ->
                resource.allowed().forEach(name -> accepted.add(Used.argument(resource, name))));

        assertThat(accepted).hasSizeGreaterThan(150);
        accepted.removeAll(rowsUse().names());
        assertThat(accepted).as("accepted, and in no row").isEmpty();
    }

    @Test
    void whatOnlyStepFunctionsHasIsRefusedInARow() {
        String refusals = Rows.all().stream().filter(row -> row.proof() instanceof Row.Refuses).map(Row::expected).collect(Collectors.joining("\n"));

        assertThat(Arrays.stream(Place.values()).flatMap(place -> place.elsewhere().stream()).toList())
                .isNotEmpty().allSatisfy(name -> assertThat(refusals).contains("field '" + name + "' is not modelled by the sandbox"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy.asl.json", "route.asl.json"})
    void everythingThatTheShippedDefinitionsUseIsPlayedInARow(String file) throws IOException {
        Set<String> used = new Used().add(Files.readString(ROOT.resolve("statemachine").resolve(file)).replace("${Partition}", "aws")).names();
        used.removeIf(name -> name.startsWith(Resource.START_EXECUTION.arn()));

        assertThat(used).hasSizeGreaterThan(40);
        used.removeAll(rowsUse().names());
        assertThat(used).as("used, and in no row").isEmpty();
    }

    @Test
    void everyNameIsThatOfOneRow() {
        List<String> names = Rows.all().stream().map(row -> row.section() + "/" + row.name()).toList();

        assertThat(names).hasSizeGreaterThan(300).doesNotHaveDuplicates();
        assertThat(Rows.all()).allSatisfy(row -> {
            assertThat(row.source()).as(row.toString()).isNotBlank();
            assertThat(row.expected()).as(row.toString()).isNotBlank();
        });
    }

    @Test
    void everyTestThatARowNamesIsThere() {
        Set<String> tests = PACKAGES.stream().flatMap(ConformanceTableTest::tests).collect(Collectors.toSet());

        assertThat(named()).isNotEmpty().isSubsetOf(tests);
    }

    @Test
    void everyTestOfTheInterpreterIsNamedByARow() {
        assertThat(tests(PACKAGES.getFirst()).filter(test -> !OWN.contains(test.split("\\.")[0]))).isNotEmpty().isSubsetOf(named());
    }

    private static Set<String> named() {
        return Rows.all().stream().map(Row::proof).filter(Row.Tests.class::isInstance).map(proof -> ((Row.Tests) proof).method())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the test methods of a package, as {@code Class.method}. */
    private static Stream<String> tests(String pack) {
        Path folder = Path.of("target/test-classes", pack.split("\\."));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Test.class"))
                    .flatMap(name -> tests(pack, name.replace(".class", ""))).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> tests(String pack, String name) {
        try {
            return Arrays.stream(Class.forName(pack + "." + name).getDeclaredMethods()).filter(ConformanceTableTest::isTest)
                    .map(method -> name + "." + method.getName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    /** Run with {@code -Dconformance.write=true} to write the page anew. */
    @Test
    void pageShowsTheTable() throws IOException {
        Path page = ROOT.resolve("docs/CONFORMANCE.md");
        String printed = Printed.page(Rows.all());
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(page, printed);
        }

        assertThat(Files.readString(page)).as("docs/CONFORMANCE.md is older than its rows: run ConformanceTableTest with -Dconformance.write=true")
                .isEqualTo(printed);
    }
}
