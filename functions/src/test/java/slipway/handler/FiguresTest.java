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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.notice.DeliveryTest;
import slipway.notice.Samples;
import slipway.release.Change;
import slipway.release.Delivery;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;

/** The alarms of the template look at figures that are there: those that the functions write, and those that AWS documents. */
class FiguresTest {
    private static final Pattern WATCHED = Pattern.compile("Namespace: (\\S+)\\s+MetricName: (\\S+)\\s+Dimensions: \\[\\{ Name: (\\w+),");
    /** Step Functions guide, "Monitoring metrics"; Lambda guide, "Types of metrics"; SQS guide, "Available CloudWatch metrics". */
    private static final Set<String> OF_AWS = Set.of("AWS/Lambda Throttles by FunctionName", "AWS/States ExecutionsFailed by StateMachineArn", "AWS/States ExecutionsTimedOut by StateMachineArn",
            "AWS/States ExecutionsAborted by StateMachineArn", "AWS/Lambda Errors by FunctionName", "AWS/SQS ApproximateNumberOfMessagesVisible by QueueName");

    @Test
    void eachAlarmHasAFigureThatIsSent() throws IOException {
        Set<String> sent = new TreeSet<>(OF_AWS);
        sent.addAll(sent(() -> Figures.standing("ledger", Figures.seen(2, Duration.ofMinutes(90)))));
        sent.addAll(sent(() -> Figures.standing("ledger", Figures.refused(1))));
        sent.addAll(sent(() -> Figures.standing("ledger", Figures.unreached(1))));
        assertThat(sent).contains("Slipway OldestClaimMinutes by Ledger", "Slipway PushesWaiting by Ledger", "Slipway RefusedDocuments by Ledger");
        assertThat(watched()).hasSizeGreaterThanOrEqualTo(8).isSubsetOf(sent);
    }

    @Test
    void theDashboardShowsFiguresThatAreSentAndLeavesNoneOut() throws IOException {
        Set<String> sent = new TreeSet<>(sent(() -> Figures.standing("ledger", Figures.seen(2, Duration.ofMinutes(90)))));
        sent.addAll(sent(() -> Figures.standing("ledger", Figures.refused(1))));
        List.of(DeliveryTest.watched(), Samples.restoring(Restore.Way.STOPPED).ended(Ending.ROLLED_BACK, Samples.AT.plusSeconds(155)))
                .forEach(one -> sent.addAll(sent(() -> Figures.write(one, one.ending().orElseThrow()))));
        Set<String> shown = DashboardTest.shown();
        assertThat(sent).containsAll(shown.stream().filter(figure -> figure.startsWith("Slipway ")).toList());
        assertThat(OF_AWS).containsAll(shown.stream().filter(figure -> !figure.startsWith("Slipway ")).toList());
        assertThat(shown).as("how long any deployment took says nothing that is good or bad").containsAll(sent.stream().filter(figure -> !figure.contains(" DeploymentTime ")).toList());
    }

    @Test
    void anAgeIsInMinutesAndANumberIsANumber() {
        JsonNode line = lines(() -> Figures.standing("ledger", Figures.seen(2, Duration.ofSeconds(90)))).getFirst();
        assertThat(line.get("OldestClaimMinutes").asDouble()).isEqualTo(1.5);
        assertThat(line.get("PushesWaiting").asInt()).isEqualTo(2);
        assertThat(line.get("Ledger").asText()).isEqualTo("ledger");
    }

    @Test
    void aDeploymentCountsAsTheCommandStatsCountsIt() {
        Deployment live = DeliveryTest.watched();
        assertThat(figures(live)).isEqualTo(Map.of("Deployments", 1.0, "DeploymentTime", seconds(live.startedAt(), live), "Changes", 1.0, "Failures", 0.0, "LeadTime", Delivery.leadTime(live).orElseThrow().toMillis() / 1000.0));
        Deployment back = Samples.restoring(Restore.Way.STOPPED).ended(Ending.ROLLED_BACK, Samples.AT.plusSeconds(155));
        assertThat(figures(back)).isEqualTo(Map.of("Deployments", 1.0, "DeploymentTime", seconds(back.startedAt(), back), "Changes", 1.0, "Failures", 1.0, "RestoreTime", seconds(back.change().orElseThrow().at(), back)));
        Deployment byHand = Samples.byHand().with(new Change(back.restore().orElseThrow().release(), "ecs-svc/3", Samples.AT.plusSeconds(4))).ended(Ending.ROLLED_BACK, Samples.AT.plusSeconds(40));
        assertThat(figures(byHand)).isEqualTo(Map.of("Deployments", 1.0, "DeploymentTime", 40.0, "Failures", 1.0, "RestoreTime", 40.0));
        assertThat(figures(Samples.pushed().ended(Ending.NOT_CHANGED, Samples.AT.plusSeconds(3)))).containsOnlyKeys("Deployments", "DeploymentTime");
    }

    private static double seconds(Instant from, Deployment to) {
        return Duration.between(from, to.endedAt().orElseThrow()).toMillis() / 1000.0;
    }

    private static Map<String, Double> figures(Deployment ended) {
        JsonNode line = lines(() -> Figures.write(ended, ended.ending().orElseThrow())).getFirst();
        assertThat(line.get("Ending").asText()).isEqualTo(ended.ending().orElseThrow().name());
        Map<String, Double> figures = new HashMap<>();
        line.at("/_aws/CloudWatchMetrics/0/Metrics").forEach(metric -> figures.put(metric.get("Name").asText(), line.get(metric.get("Name").asText()).asDouble()));
        return figures;
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
