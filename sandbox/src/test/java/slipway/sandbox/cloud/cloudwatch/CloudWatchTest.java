package slipway.sandbox.cloud.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.wire.Clients;
import slipway.sandbox.wire.InProcessHttpClient;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** DescribeAlarms as AWS documents it, asked by the SDK over its own protocol. */
class CloudWatchTest {
    private final Sandboxed sandbox = new Sandboxed();
    private final CloudWatch cloudWatch = new CloudWatch(Place.DEFAULT, sandbox.timeline, caller -> !caller.equals("narrow"));
    private final CloudWatchClient client = sandbox.aimed(CloudWatchClient.builder()).build();
    private final Instant start = sandbox.timeline.now();

    CloudWatchTest() {
        sandbox.wire.serve(cloudWatch);
        List.of("errors", "latency", "queue").forEach(cloudWatch::metric);
        cloudWatch.composite("shop", "errors", "latency");
    }

    private DescribeAlarmsResponse ask(DescribeAlarmsRequest.Builder asked) {
        return client.describeAlarms(asked.build());
    }

    private static DescribeAlarmsRequest.Builder both(String... names) {
        return DescribeAlarmsRequest.builder().alarmNames(names).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM);
    }

    private MetricAlarm errors() {
        return ask(both("errors")).metricAlarms().getFirst();
    }

    private CompositeAlarm shop() {
        return ask(both("shop")).compositeAlarms().getFirst();
    }

    private void pass(long seconds) {
        sandbox.timeline.runUntil(sandbox.timeline.now().plusSeconds(seconds));
    }

    @Test
    void withoutTypesMetricAlarmsAloneAreToldEvenIfACompositeOneIsNamed() {
        DescribeAlarmsResponse told = ask(DescribeAlarmsRequest.builder().alarmNames("shop", "errors"));

        assertThat(told.metricAlarms()).extracting(MetricAlarm::alarmName).containsExactly("errors");
        assertThat(told.compositeAlarms()).isEmpty();
        assertThat(ask(DescribeAlarmsRequest.builder()).metricAlarms()).extracting(MetricAlarm::alarmName).containsExactly("errors", "latency", "queue");
    }

    @Test
    void bothListsAreThereAndWhatIsMissingIsAbsentFromThem() {
        DescribeAlarmsResponse told = ask(both("gone", "Errors"));

        assertThat(told.hasMetricAlarms()).isTrue();
        assertThat(told.hasCompositeAlarms()).isTrue();
        assertThat(told.metricAlarms()).isEmpty();
        assertThat(told.sdkHttpResponse().statusCode()).isEqualTo(200);
        cloudWatch.remove("errors");
        assertThat(ask(both("errors")).metricAlarms()).isEmpty();
    }

    @Test
    void aNewAlarmHasNoDataAndNamesItself() {
        assertThat(errors().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(errors().stateReason()).isEqualTo("Unchecked: Initial alarm creation");
        assertThat(errors().alarmArn()).isEqualTo("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:errors");
        assertThat(errors().stateTransitionedTimestamp()).isEqualTo(start);
        assertThat(errors().threshold()).isEqualTo(1.0);
        assertThat(errors().evaluationState()).isNull();
    }

    @Test
    void aStateChangesAtOneTimeAndIsToldAgainAtAnother() {
        pass(60);
        cloudWatch.fire("errors", "Threshold Crossed: 7 errors");
        pass(60);
        cloudWatch.fire("errors", "Threshold Crossed: 9 errors");

        assertThat(errors().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(errors().stateReason()).isEqualTo("Threshold Crossed: 9 errors");
        assertThat(errors().stateTransitionedTimestamp()).isEqualTo(start.plusSeconds(60));
        assertThat(errors().stateUpdatedTimestamp()).isEqualTo(start.plusSeconds(120));
        pass(60);
        cloudWatch.unevaluated("errors", "EVALUATION_FAILURE", "trouble");
        assertThat(errors().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(errors().evaluationStateAsString()).isEqualTo("EVALUATION_FAILURE");
        assertThat(errors().stateUpdatedTimestamp()).isEqualTo(start.plusSeconds(180));
        cloudWatch.silence("errors");
        assertThat(errors().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(errors().evaluationStateAsString()).isNull();
    }

    @Test
    void aCompositeAlarmFollowsItsOwnAndThoseThatHaveIt() {
        cloudWatch.composite("all", "shop", "queue");
        assertThat(shop().stateValue()).isEqualTo(StateValue.OK);
        assertThat(shop().alarmRule()).isEqualTo("ALARM(\"errors\") OR ALARM(\"latency\")");
        assertThat(shop().stateReason()).isEqualTo("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop was created and its alarm rule evaluates to OK");
        pass(60);
        cloudWatch.fire("latency", "slow");

        assertThat(shop().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(shop().stateReason())
                .isEqualTo("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:latency transitioned to ALARM at Saturday 21 November, 2026 10:01:00 UTC");
        assertThat(shop().stateTransitionedTimestamp()).isEqualTo(start.plusSeconds(60));
        assertThat(ask(both("all")).compositeAlarms()).extracting(CompositeAlarm::stateValue).containsExactly(StateValue.ALARM);
        pass(60);
        cloudWatch.fire("errors", "broken");
        assertThat(shop().stateTransitionedTimestamp()).isEqualTo(start.plusSeconds(60));
        assertThat(shop().stateUpdatedTimestamp()).isEqualTo(start.plusSeconds(120));
        cloudWatch.calm("errors");
        cloudWatch.calm("latency");
        assertThat(shop().stateValue()).isEqualTo(StateValue.OK);
        assertThatThrownBy(() -> cloudWatch.fire("shop", "by hand")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("errors, latency");
        assertThatThrownBy(() -> cloudWatch.calm("gone")).hasMessage("no alarm gone");
    }

    @Test
    void whoMayNotReadEverythingSeesNoCompositeAlarm() {
        CloudWatchClient narrow = Clients.aimed(CloudWatchClient.builder(),
                new InProcessHttpClient(sandbox.wire), Place.DEFAULT, "narrow").build();

        assertThat(narrow.describeAlarms(both("shop", "errors").build()).compositeAlarms()).isEmpty();
        assertThat(narrow.describeAlarms(both("shop", "errors").build()).metricAlarms()).hasSize(1);
    }

    @Test
    void pagesAreAsLargeAsAskedAndTheirTokensAreTheCallsOwn() {
        DescribeAlarmsResponse first = ask(both().maxRecords(3));
        assertThat(first.metricAlarms()).hasSize(3);
        DescribeAlarmsResponse second = ask(both().maxRecords(3).nextToken(first.nextToken()));
        assertThat(second.metricAlarms()).isEmpty();
        assertThat(second.compositeAlarms()).hasSize(1);
        assertThat(second.nextToken()).isNull();
        assertThatThrownBy(() -> ask(both("errors").nextToken(first.nextToken()))).isInstanceOf(InvalidNextTokenException.class);
        cloudWatch.pagesOf(1);
        assertThat(ask(both().maxRecords(100)).metricAlarms()).hasSize(1);
    }

    @Test
    void aGuestPutsAnAlarmAndSetsItsStateUntilItIsEvaluatedAgain() {
        client.putMetricAlarm(put("orders").build());
        cloudWatch.composite("all", "orders");
        MetricAlarm made = ask(both("orders")).metricAlarms().getFirst();
        assertThat(made.stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(made.metricName()).isEqualTo("HTTPCode_Target_5XX_Count");
        assertThat(made.threshold()).isEqualTo(5.0);
        client.setAlarmState(set -> set.alarmName("orders").stateValue(StateValue.ALARM).stateReason("a test"));

        assertThat(ask(both("orders")).metricAlarms()).extracting(MetricAlarm::stateValue).containsExactly(StateValue.ALARM);
        assertThat(ask(both("all")).compositeAlarms()).extracting(CompositeAlarm::stateValue).containsExactly(StateValue.ALARM);
        pass(29);
        assertThat(ask(both("orders")).metricAlarms()).extracting(MetricAlarm::stateReason).containsExactly("a test");
        pass(1);
        assertThat(ask(both("orders")).metricAlarms()).extracting(MetricAlarm::stateReason).containsExactly("Unchecked: Initial alarm creation");
        assertThat(ask(both("all")).compositeAlarms()).extracting(CompositeAlarm::stateValue).containsExactly(StateValue.OK);
        cloudWatch.calm("orders");
        client.putMetricAlarm(put("orders").threshold(7.0).build());
        assertThat(ask(both("orders")).metricAlarms()).extracting(MetricAlarm::threshold).containsExactly(7.0);
        assertThat(ask(both("orders")).metricAlarms()).extracting(MetricAlarm::stateValue).as("left unchanged").containsExactly(StateValue.OK);
    }

    @Test
    void aCompositeAlarmIsSetUntilOneOfItsOwnChanges() {
        client.setAlarmState(set -> set.alarmName("shop").stateValue(StateValue.ALARM).stateReason("a test"));
        pass(3600);
        assertThat(shop().stateValue()).isEqualTo(StateValue.ALARM);
        cloudWatch.calm("errors");
        assertThat(shop().stateValue()).isEqualTo(StateValue.OK);
    }

    @Test
    void whatIsWrongOfAGuestIsRefused() {
        assertThatThrownBy(() -> client.setAlarmState(set -> set.alarmName("gone").stateValue("OK").stateReason("")))
                .isInstanceOfSatisfying(CloudWatchException.class, gone -> assertThat(gone.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFound"));
        assertThatThrownBy(() -> client.setAlarmState(set -> set.alarmName("errors").stateValue("MUTED").stateReason(""))).hasMessageContaining("enum value set");
        assertThatThrownBy(() -> client.putMetricAlarm(put("a").metricName(null).build())).hasMessageContaining("'metricName'").hasMessageContaining("Member must not be null");
        assertThatThrownBy(() -> client.putMetricAlarm(put("a").period(0).build())).hasMessageContaining("'period'");
        assertThatThrownBy(() -> client.putMetricAlarm(put("shop").build())).hasMessageContaining("a metric alarm in the place of a composite one");
        assertThatThrownBy(() -> client.putMetricAlarm(put("a").unit("Count").build())).hasMessageContaining("parameter Unit of monitoring:PutMetricAlarm");
    }

    private static PutMetricAlarmRequest.Builder put(String name) {
        return PutMetricAlarmRequest.builder().alarmName(name).namespace("AWS/ApplicationELB").metricName("HTTPCode_Target_5XX_Count").statistic("Sum").period(30)
                .evaluationPeriods(2).threshold(5.0).comparisonOperator("GreaterThanThreshold").dimensions(Dimension.builder().name("LoadBalancer").value("app/shop/1").build());
    }

    @Test
    void whatIsNotModelledIsRefusedByNameAndWhatAwsDoesNotAllowAsAwsRefusesIt() {
        assertRefused(both().alarmNamePrefix("e"), 501, "NotModelledBySandbox", "parameter AlarmNamePrefix of monitoring:DescribeAlarms");
        assertRefused(both().stateValue("OK"), 501, "NotModelledBySandbox", "parameter StateValue of monitoring:DescribeAlarms");
        assertRefused(DescribeAlarmsRequest.builder().alarmTypesWithStrings("LogAlarm"), 501, "NotModelledBySandbox", "alarms on logs");
        assertRefused(DescribeAlarmsRequest.builder().alarmTypesWithStrings("Alarm"), 400, "ValidationError", "Member must satisfy enum value set");
        assertRefused(both().maxRecords(101), 400, "ValidationError", "'maxRecords' failed to satisfy constraint: Member must have value less than or equal to 100");
        assertRefused(both("x".repeat(256)), 400, "ValidationError", "Member must have length less than or equal to 255");
        assertRefused(both(IntStream.range(0, 101).mapToObj(i -> "a" + i).toArray(String[]::new)), 400, "ValidationError",
                "Member must have length less than or equal to 100");
        assertThatThrownBy(() -> client.listMetrics()).hasMessageContaining("operation monitoring:ListMetrics");
    }

    /** The SDK tells the old code: x-amzn-query-error. */
    private void assertRefused(DescribeAlarmsRequest.Builder asked, int status, String code, String says) {
        assertThatThrownBy(() -> ask(asked)).isInstanceOfSatisfying(AwsServiceException.class, refused -> {
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refused.awsErrorDetails().errorMessage()).contains(says);
        });
    }
}
