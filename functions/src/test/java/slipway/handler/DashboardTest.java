package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.release.Ending;

/** The template's dashboard: what it shows is there, and docs/FIGURES.md explains each of its graphs. */
class DashboardTest {
    /** CloudWatch guide, "Search expression syntax": the namespace and dimensions in braces, then the metric's name. */
    private static final Pattern SEARCH = Pattern.compile("SEARCH\\('\\{(\\w+),([\\w,]+)} MetricName=\"(\\w+)\"(?: Ending=\"(\\w+)\")?', '(Sum|p50)', 86400\\)");

    @Test
    void eachEndingHasALineOfItsOwn() throws IOException {
        assertThat(expressions().flatMap(text -> SEARCH.matcher(text).results()).map(found -> found.group(4)).filter(ending -> ending != null).toList())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Ending.values()).map(Ending::name).toList());
    }

    @Test
    void eachAlarmOfTheTemplateIsShown() throws IOException {
        String template = Files.readString(Path.of("../template.yaml"));
        Set<String> alarms = Pattern.compile("(?m)^  (\\w+):\\n    Type: AWS::CloudWatch::Alarm$").matcher(template).results().map(found -> found.group(1)).collect(Collectors.toSet());
        Set<String> shown = new TreeSet<>();
        widgets("alarm").forEach(widget -> widget.path("properties").path("alarms").forEach(arn -> shown.add(arn.asText().replaceAll("^\\$\\{|\\.Arn}$", ""))));
        assertThat(shown).isEqualTo(alarms).hasSizeGreaterThan(7);
    }

    @Test
    void eachFunctionOfTheTemplateIsShown() throws IOException {
        List<String> functions = Pattern.compile("(?m)^  (\\w+):\\n    Type: AWS::Serverless::Function$").matcher(Files.readString(Path.of("../template.yaml"))).results().map(found -> "${" + found.group(1) + "}").toList();
        for (String metric : List.of("Errors", "Throttles")) {
            List<String> shown = new ArrayList<>();
            metrics().filter(one -> one.path(1).asText().equals(metric)).forEach(one -> shown.add(one.path(3).asText()));
            assertThat(shown).containsExactlyInAnyOrderElementsOf(functions).hasSizeGreaterThan(9);
        }
    }

    @Test
    void thePageExplainsEachGraph() throws IOException {
        String page = Files.readString(Path.of("../docs/FIGURES.md"));
        for (JsonNode widget : widgets("metric").toList()) {
            assertThat(page).contains("| " + widget.path("properties").path("title").asText().split("[:,]")[0] + " |");
        }
    }

    /** Returns each figure that it shows, as {@link FiguresTest} names those that are sent. */
    static Set<String> shown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String text : expressions().toList()) {
            List<MatchResult> searches = SEARCH.matcher(text).results().toList();
            assertThat(searches).as("each is read here: %s", text).hasSize(text.split("SEARCH", -1).length - 1);
            searches.forEach(found -> shown.add(found.group(1) + " " + found.group(3) + " by " + found.group(2).replace(",", ", ")));
        }
        metrics().filter(one -> one.path(0).isTextual()).forEach(one -> shown.add(one.path(0).asText() + " " + one.path(1).asText() + " by " + one.path(2).asText()));
        return shown;
    }

    private static Stream<String> expressions() throws IOException {
        return metrics().filter(one -> one.path(0).isObject()).map(one -> one.path(0).path("expression").asText());
    }

    private static Stream<JsonNode> metrics() throws IOException {
        return widgets("metric").flatMap(widget -> widget.path("properties").path("metrics").valueStream());
    }

    private static Stream<JsonNode> widgets(String type) throws IOException {
        String template = Files.readString(Path.of("../template.yaml"));
        String body = template.substring(template.indexOf("DashboardBody: !Sub |") + 21, template.indexOf("\nOutputs:"));
        return Json.MAPPER.readTree(body.replace("${OldestClaimMinutes}", "120")).path("widgets").valueStream().filter(widget -> widget.path("type").asText().equals(type));
    }
}
