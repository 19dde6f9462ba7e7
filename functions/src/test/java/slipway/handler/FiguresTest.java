package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;

/** The alarms of the template look at figures that are there: those that the functions write, and those that AWS documents. */
class FiguresTest {
    private static final Pattern WATCHED = Pattern.compile("Namespace: (\\S+)\\s+MetricName: (\\S+)\\s+Dimensions: \\[\\{ Name: (\\w+),");
    /** Step Functions guide, "Monitoring metrics"; Lambda guide, "Types of metrics"; SQS guide, "Available CloudWatch metrics". */
    private static final Set<String> OF_AWS = Set.of("AWS/States ExecutionsFailed by StateMachineArn", "AWS/States ExecutionsTimedOut by StateMachineArn",
            "AWS/States ExecutionsAborted by StateMachineArn", "AWS/Lambda Errors by FunctionName", "AWS/SQS ApproximateNumberOfMessagesVisible by QueueName");

    @Test
    void eachAlarmHasAFigureThatIsSent() throws IOException {
        Set<String> sent = new TreeSet<>(OF_AWS);
        sent.addAll(sent(() -> Figures.standing("ledger", Figures.seen(2, Duration.ofMinutes(90)))));
        sent.addAll(sent(() -> Figures.standing("ledger", Figures.refused(1))));
        assertThat(sent).contains("Slipway OldestClaimMinutes by Ledger", "Slipway PushesWaiting by Ledger", "Slipway RefusedDocuments by Ledger");
        assertThat(watched()).hasSizeGreaterThanOrEqualTo(7).isSubsetOf(sent);
    }

    @Test
    void anAgeIsInMinutesAndANumberIsANumber() {
        JsonNode line = lines(() -> Figures.standing("ledger", Figures.seen(2, Duration.ofSeconds(90)))).getFirst();
        assertThat(line.get("OldestClaimMinutes").asDouble()).isEqualTo(1.5);
        assertThat(line.get("PushesWaiting").asInt()).isEqualTo(2);
        assertThat(line.get("Ledger").asText()).isEqualTo("ledger");
    }

    /** Returns the figures that the work writes where a log is kept. */
    static List<JsonNode> kept(Runnable work) {
        Configurator.setRootLevel(Level.ERROR);
        try {
            return lines(work).stream().filter(line -> line.has("_aws")).toList();
        } finally {
            Configurator.setRootLevel(Level.OFF);
        }
    }

    private static Set<String> watched() throws IOException {
        Set<String> watched = new TreeSet<>();
        String template = Files.readString(Path.of("../template.yaml"));
        for (MatchResult one : WATCHED.matcher(template).results().toList()) {
            watched.add(one.group(1) + " " + one.group(2) + " by " + one.group(3));
        }
        assertThat(WATCHED.matcher(template).results()).as("each is read here").hasSize(template.split("MetricName:", -1).length - 1);
        return watched;
    }

    private static Set<String> sent(Runnable work) {
        Set<String> names = new TreeSet<>();
        for (JsonNode line : lines(work)) {
            for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
                List<String> dimensions = new ArrayList<>();
                directive.at("/Dimensions/0").forEach(one -> dimensions.add(one.asText()));
                directive.get("Metrics").forEach(metric -> names.add(directive.get("Namespace").asText() + " " + metric.get("Name").asText()
                        + " by " + String.join(", ", dimensions)));
            }
        }
        return names;
    }

    /** What is written to standard output, where Lambda takes it for its log. */
    private static List<JsonNode> lines(Runnable work) {
        PrintStream before = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(before);
        }
        return caught.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("{")).map(FiguresTest::parsed).toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
