package slipway.sandbox.cloud.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;

class LogsTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final Timeline timeline = new Timeline(START);
    private final Logs logs = new Logs(Place.DEFAULT, timeline);

    @BeforeEach
    void write() {
        logs.createGroup("/slipway/functions", 30);
        logs.createGroup("/other", 0);
        for (int second = 0; second < 6; second++) {
            timeline.runUntil(START.plusSeconds(second));
            logs.write("/slipway/functions", second % 2 == 0 ? "plan" : "claim", "{\"level\":\"" + (second == 3 ? "ERROR" : "INFO") + "\",\"n\":" + second + "}");
        }
    }

    private ObjectNode call(String operation, String input) {
        try {
            ObjectNode node = (ObjectNode) new ObjectMapper().readTree(input.replace('\'', '"'));
            assertThat(logs.operations().get(operation).accepts().refused(node)).isEmpty();
            return logs.operations().get(operation).does().apply(new Call("logs", operation, "person", node));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> numbers(JsonNode answer) {
        return answer.path("events").valueStream().map(event -> event.path("message").asText().replaceAll("\\D", "")).toList();
    }

    @Test
    void groupsAreFoundByPrefixOrPart() {
        ObjectNode group = (ObjectNode) call("DescribeLogGroups", "{'logGroupNamePrefix':'/slip'}").path("logGroups").get(0);
        assertThat(group.path("logGroupName").asText()).isEqualTo("/slipway/functions");
        assertThat(group.path("retentionInDays").asInt()).isEqualTo(30);
        assertThat(group.path("arn").asText()).isEqualTo("arn:aws:logs:eu-central-1:123456789012:log-group:/slipway/functions:*");
        assertThat(call("DescribeLogGroups", "{'logGroupNamePattern':'other'}").path("logGroups")).hasSize(1);
        ObjectNode first = call("DescribeLogGroups", "{'limit':1}");
        assertThat(call("DescribeLogGroups", "{'nextToken':'" + first.path("nextToken").asText() + "'}").path("logGroups")).hasSize(1);
    }

    @Test
    void streamsAreOrderedByNameOrLastLine() {
        assertThat(call("DescribeLogStreams", "{'logGroupName':'/slipway/functions'}").path("logStreams"))
                .extracting(stream -> stream.path("logStreamName").asText()).containsExactly("claim", "plan");
        JsonNode newest = call("DescribeLogStreams", "{'logGroupIdentifier':'/slipway/functions','orderBy':'LastEventTime','descending':true,'limit':1}").path("logStreams").get(0);
        assertThat(newest.path("logStreamName").asText()).isEqualTo("claim");
        assertThat(newest.path("lastEventTimestamp").asLong()).isEqualTo(START.plusSeconds(5).toEpochMilli());
        assertThat(newest.path("firstEventTimestamp").asLong()).isEqualTo(START.plusSeconds(1).toEpochMilli());
    }

    @Test
    void aStreamIsReadFromItsEndAndBackwards() {
        ObjectNode last = call("GetLogEvents", "{'logGroupName':'/slipway/functions','logStreamName':'plan','limit':2}");
        assertThat(numbers(last)).containsExactly("2", "4");
        ObjectNode before = call("GetLogEvents", "{'logGroupName':'/slipway/functions','logStreamName':'plan','limit':2,'nextToken':'"
                + last.path("nextBackwardToken").asText() + "'}");
        assertThat(numbers(before)).containsExactly("0");
        ObjectNode none = call("GetLogEvents", "{'logGroupName':'/slipway/functions','logStreamName':'plan','nextToken':'"
                + last.path("nextForwardToken").asText() + "'}");
        assertThat(numbers(none)).isEmpty();
        assertThat(none.path("nextForwardToken")).isEqualTo(last.path("nextForwardToken"));
        logs.write("/slipway/functions", "plan", "{\"n\":6}");
        assertThat(numbers(call("GetLogEvents", "{'logGroupName':'/slipway/functions','logStreamName':'plan','nextToken':'"
                + none.path("nextForwardToken").asText() + "'}"))).containsExactly("6");
        assertThat(numbers(call("GetLogEvents", "{'logGroupName':'/slipway/functions','logStreamName':'plan','startFromHead':true,'limit':1}"))).containsExactly("0");
    }

    @Test
    void endTimeIsLeftOutOfAStreamAndPartOfAFilter() {
        long from = START.plusSeconds(1).toEpochMilli();
        long to = START.plusSeconds(3).toEpochMilli();
        assertThat(numbers(call("GetLogEvents", "{'logGroupName':'/slipway/functions','logStreamName':'claim','startTime':" + from + ",'endTime':" + to + "}")))
                .containsExactly("1");
        assertThat(numbers(call("FilterLogEvents", "{'logGroupName':'/slipway/functions','startTime':" + from + ",'endTime':" + to + "}")))
                .containsExactly("1", "2", "3");
    }

    @Test
    void filterGoesPageByPageOverTheStreamsAskedFor() {
        ObjectNode first = call("FilterLogEvents", "{'logGroupName':'/slipway/functions','limit':4}");
        assertThat(numbers(first)).containsExactly("0", "1", "2", "3");
        assertThat(numbers(call("FilterLogEvents", "{'logGroupName':'/slipway/functions','nextToken':'" + first.path("nextToken").asText() + "'}"))).containsExactly("4", "5");
        assertThat(numbers(call("FilterLogEvents", "{'logGroupName':'/slipway/functions','logStreamNames':['claim']}"))).containsExactly("1", "3", "5");
        assertThat(numbers(call("FilterLogEvents", "{'logGroupName':'/slipway/functions','logStreamNamePrefix':'pl'}"))).containsExactly("0", "2", "4");
        assertThat(numbers(call("FilterLogEvents", "{'logGroupName':'/slipway/functions','filterPattern':'{ $.level = ERROR || $.n >= 5 }'}"))).containsExactly("3", "5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DescribeLogStreams|{'logGroupName':'/none'}|ResourceNotFoundException|The specified log group does not exist.",
        "GetLogEvents|{'logGroupName':'/slipway/functions','logStreamName':'none'}|ResourceNotFoundException|The specified log stream does not exist.",
        "GetLogEvents|{'logGroupName':'/slipway/functions','logStreamName':'plan','nextToken':'7'}|InvalidParameterException|The specified nextToken is invalid.",
        "FilterLogEvents|{'logGroupName':'/slipway/functions','limit':10001}|InvalidParameterException|1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
        "FilterLogEvents|{}|InvalidParameterException|Exactly one of logGroupName and logGroupIdentifier must be given",
        "FilterLogEvents|{'logGroupName':'/slipway/functions','filterPattern':'shop-api'}|InvalidParameterException|Invalid character(s) in term 'shop-api'",
        "FilterLogEvents|{'logGroupName':'/slipway/functions','filterPattern':'{ $.level }'}|InvalidParameterException|Invalid filter pattern",
        "FilterLogEvents|{'logGroupName':'/slipway/functions','filterPattern':'[a, b]'}|NotModelledBySandbox|The sandbox does not model filter patterns of space-delimited fields or regular expressions.",
        "DescribeLogStreams|{'logGroupName':'/slipway/functions','orderBy':'LastEventTime','logStreamNamePrefix':'p'}|InvalidParameterException|Cannot order by LastEventTime with a logStreamNamePrefix.",
    })
    void refusesAsCloudWatchLogsDoes(String operation, String input, String code, String message) {
        assertThatExceptionOfType(AwsFault.class).isThrownBy(() -> call(operation, input.replace("'", "\"")))
                .withMessage(message).satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "ERROR plan;ERROR in plan;true",
        "ERROR plan;ERROR in claim;false",
        "?ERROR ?WARN;a WARN line;true",
        "?ERROR ?WARN;an INFO line;false",
        "ERROR -plan;ERROR in plan;false",
        "\"shop-api live\";the shop-api live now;true",
        "error;ERROR;false",
        "{ $.a.b = \"x y\" };{\"a\":{\"b\":\"x y\"}};true",
        "{ $.a = sh*pi };{\"a\":\"shop-api\"};true",
        "{ $.a != 1 };{\"b\":2};false",
        "{ ($.a = 1 || $.b = 2) && $.c < 3.5 };{\"b\":2,\"c\":3};true",
        "{ $.a = 1 || $.b = 2 && $.c < 3 };{\"b\":2,\"c\":3};false",
        "{ $.a = 1 };no JSON;false",
    })
    void patternsMatchAsDocumented(String pattern, String line, boolean matches) {
        assertThat(FilterPattern.of(pattern).test(line)).isEqualTo(matches);
    }
}
