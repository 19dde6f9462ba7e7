package slipway.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;

/** The template's dashboard is made where it is asked for, and what CloudWatch would not show is refused. */
class DashboardTest {
    private static final Sandbox AWS = new Sandbox(new SandboxOptions(Path.of(".."), 7).with(Map.of("Dashboard", "true")));

    @Test
    void itIsThereWhereItIsAskedFor() {
        assertThat(AWS.stack().properties("FiguresDashboard").orElseThrow().path("DashboardName").asText()).isEqualTo("slipway-eu-central-1");
        assertThat(new Sandbox(new SandboxOptions(Path.of(".."), 7)).stack().properties("FiguresDashboard")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"x\": 12, | \"x\": 13, | x and width", "\"type\": \"text\" | \"type\": \"log\" | widget of type log", "slipway-ObserveFunction | slipway-Observe | metrics", "slipway-Ledger | other-Ledger | metrics",
        ":alarm:slipway-SilenceAlarm | :alarm:slipway-Silence | alarms", "\"period\": 3600 | \"period\": 100 | period", "\"value\": 120 | \"value\": \"120\" | annotations", "\"id\": \"changes\" | \"id\": \"failures\" | id",
        "\"stat\": \"Maximum\" | \"stats\": \"Maximum\" | does not model", "\"region\": \"eu-central-1\" | \"region\": \"eu-west-1\" | region", "\"start\" | start | is not JSON"})
    void whatWouldNotBeShownIsRefused(String from, String to, String said) {
        JsonNode properties = AWS.stack().properties("FiguresDashboard").orElseThrow();
        String body = properties.path("DashboardBody").asText();
        assertThat(body).contains(from);
        ObjectNode broken = properties.deepCopy();
        broken.put("DashboardBody", body.replace(from, to));
        dashboard().check(properties);
        assertThatThrownBy(() -> dashboard().check(broken)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(said);
    }

    private static Dashboard dashboard() {
        Map<String, String> arns = new HashMap<>();
        List.of("Ledger", "EnrollFunction", "MatchFunction", "SweepFunction", "ClaimFunction", "PlanFunction", "UpdateFunction", "ObserveFunction", "RollBackFunction", "CloseFunction", "NotifyFunction",
                "LostEventsAlarm", "SilenceAlarm", "DeadDeploymentAlarm", "DeadRouteAlarm", "EnrollAlarm", "OldClaimAlarm", "RefusedDocumentsAlarm", "ThrottledAlarm").forEach(name -> arns.put(name, AWS.stack().arn(name)));
        return new Dashboard(AWS.place(), "slipway", arns);
    }
}
