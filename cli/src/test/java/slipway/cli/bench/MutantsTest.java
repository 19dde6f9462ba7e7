package slipway.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantsTest {
    /** As pitest writes it, shortened. */
    private static final String MUTANT = """
            <mutation detected='%s' status='%s' numberOfTestsRun='2'><sourceFile>x.java</sourceFile><mutatedClass>%s</mutatedClass><mutatedMethod>decide</mutatedMethod>\
            <lineNumber>7</lineNumber><description>negated conditional &lt;x&gt;</description></mutation>
            """;

    @TempDir
    private Path folder;

    private Path report(String... statusAndClass) throws IOException {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mutations partial=\"true\">\n");
        for (String mutant : statusAndClass) {
            String[] words = mutant.split(" ");
            text.append(MUTANT.formatted(!words[0].equals("SURVIVED"), words[0], words[1]));
        }
        return Files.writeString(folder.resolve("mutations.xml"), text.append("</mutations>\n"));
    }

    @Test
    void killedAreThoseThatATestNoticedAndNoOthers() throws IOException {
        Path report = report("KILLED slipway.rollout.Judge", "TIMED_OUT slipway.rollout.TagPolicy", "SURVIVED slipway.rollout.Judge", "NO_COVERAGE slipway.rollout.lambda.Version",
                "RUN_ERROR slipway.rollout.Judge", "MEMORY_ERROR slipway.rollout.Judge", "KILLED slipway.rollout.Newest$Arrival", "SURVIVED slipway.rollout.Newest");

        assertThat(Mutants.figures(Survivors.in(report))).extracting(Figure::figure, Figure::value).containsExactly(
                row("killed", 3), row("survived", 2), row("uncovered", 1), row("undecided", 2), row("percent", 37.5),
                row("worst.Judge", 25), row("worst.Newest", 50), row("worst.Version", 0));
    }

    @Test
    void lessThanNinetyOfAHundredMissTheGoal() throws IOException {
        assertThat(percentOf(9, 1).misses()).isFalse();
        assertThat(percentOf(89, 11).misses()).isTrue();
    }

    @Test
    void aReportThatIsNotThereOrHasNoMutantsProvesNothing() throws IOException {
        assertThatIllegalStateException().isThrownBy(() -> Survivors.in(report())).withMessageContaining("should have mutants");
        assertThatThrownBy(() -> Survivors.in(folder.resolve("none.xml"))).isInstanceOf(UncheckedIOException.class);
        Path torn = Files.writeString(folder.resolve("torn.xml"), "<mutations><mutation status='KILLED'>");
        assertThatIllegalStateException().isThrownBy(() -> Survivors.in(torn)).withMessageContaining("pitest's XML");
    }

    private Figure percentOf(int killed, int survived) throws IOException {
        String[] all = new String[killed + survived];
        java.util.Arrays.setAll(all, number -> (number < killed ? "KILLED" : "SURVIVED") + " slipway.rollout.Judge");
        return Mutants.figures(Survivors.in(report(all))).stream().filter(figure -> figure.figure().equals("mutants.percent")).findFirst().orElseThrow();
    }

    private static org.assertj.core.groups.Tuple row(String figure, double value) {
        return org.assertj.core.groups.Tuple.tuple("mutants." + figure, value);
    }
}
