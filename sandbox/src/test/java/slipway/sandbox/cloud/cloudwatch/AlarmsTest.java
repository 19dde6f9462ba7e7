package slipway.sandbox.cloud.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.aws.Aws;
import slipway.rollout.Alarm;
import slipway.rollout.Alarm.State;
import slipway.rollout.Alarms;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.wire.Clients;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.InProcessHttpClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The product's adapter over the SDK, against alarms that fire and calm. */
class AlarmsTest {
    private final Sandboxed sandbox = new Sandboxed();
    private final CloudWatch cloudWatch = new CloudWatch(Place.DEFAULT, sandbox.timeline, _ -> true);
    private final List<Call> calls = new ArrayList<>();
    private final Instant start = sandbox.timeline.now();
    /** What goes wrong with the next calls; none: they go through. */
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Alarms alarms = new Aws(new slipway.aws.Clients(new InProcessHttpClient(sandbox.wire), Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("ObserveFunction", "sandbox")), 1,
            settings -> settings.retryStrategy(Clients.withoutWaiting())), sandbox.timeline).alarms();

    AlarmsTest() {
        sandbox.wire.serve(cloudWatch).tell(exchange -> calls.add(exchange.call()));
        sandbox.wire.disturb(_ -> faults.isEmpty() ? new Fault.None() : faults.removeFirst());
        List.of("errors", "latency").forEach(cloudWatch::metric);
        cloudWatch.composite("shop", "errors", "latency");
    }

    private Alarm one(String name) {
        return alarms.read(List.of(name)).getFirst();
    }

    @Test
    void allThatAreThereAreReadInOneCallOfBothTypes() {
        sandbox.timeline.runUntil(start.plusSeconds(30));
        cloudWatch.fire("errors", "Threshold Crossed: 7 errors");

        assertThat(alarms.read(List.of("errors", "latency", "shop", "gone"))).containsExactlyInAnyOrder(
                new Alarm("errors", State.ALARM, start.plusSeconds(30), "Threshold Crossed: 7 errors"),
                new Alarm("latency", State.INSUFFICIENT_DATA, start, "Unchecked: Initial alarm creation"),
                new Alarm("shop", State.ALARM, start.plusSeconds(30),
                        "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:errors transitioned to ALARM at Saturday 21 November, 2026 10:00:30 UTC"));
        assertThat(calls).singleElement().satisfies(call -> assertThat(call.input().toString()).isEqualTo(
                "{\"AlarmNames\":[\"errors\",\"latency\",\"shop\",\"gone\"],\"AlarmTypes\":[\"MetricAlarm\",\"CompositeAlarm\"],\"MaxRecords\":100}"));
    }

    @Test
    void sinceIsWhenTheStateBeganAndNotWhenItWasToldLast() {
        sandbox.timeline.runUntil(start.plusSeconds(60));
        cloudWatch.calm("errors");
        sandbox.timeline.runUntil(start.plusSeconds(120));
        cloudWatch.calm("errors");
        assertThat(one("errors").state()).isEqualTo(State.OK);
        assertThat(one("errors").since()).isEqualTo(start.plusSeconds(60));
    }

    @Test
    void pagesAreFollowedToTheLast() {
        cloudWatch.pagesOf(1);
        assertThat(alarms.read(List.of("errors", "latency", "shop"))).extracting(Alarm::name).containsExactlyInAnyOrder("errors", "latency", "shop");
        assertThat(calls).hasSize(3);
    }

    @Test
    void noNamesAreNoCallAndMoreThanAHundredAreAMistake() {
        assertThat(alarms.read(List.of())).isEmpty();
        assertThatThrownBy(() -> alarms.read(Collections.nCopies(101, "errors"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(calls).isEmpty();
        assertThat(alarms.read(Collections.nCopies(100, "errors"))).hasSize(1);
    }

    @Test
    void anOkThatCloudWatchCanNotEvaluateIsNoneAndAnAlarmStaysOne() {
        List.of("errors", "latency").forEach(cloudWatch::calm);
        cloudWatch.unevaluated("errors", "EVALUATION_ERROR", "Unrecognized metric");
        cloudWatch.unevaluated("latency", "PARTIAL_DATA", "too many series");
        assertThat(one("errors")).isEqualTo(new Alarm("errors", State.INSUFFICIENT_DATA, start, "CloudWatch can't evaluate it, EVALUATION_ERROR: Unrecognized metric"));
        assertThat(one("latency").state()).isEqualTo(State.OK);

        cloudWatch.fire("errors", "7 errors");
        cloudWatch.unevaluated("errors", "EVALUATION_FAILURE", "trouble");
        assertThat(one("errors").state()).isEqualTo(State.ALARM);
    }

    @Test
    void aStateThatNobodyKnowsYetIsNotJudged() {
        answering("{'MetricAlarms':[{'AlarmName':'errors','StateValue':'MUTED','StateUpdatedTimestamp':1780000000.25}],'CompositeAlarms':[{'AlarmName':'shop','StateUpdatedTimestamp':1780000000}]}");
        assertThat(alarms.read(List.of("errors", "shop"))).containsExactly(
                new Alarm("errors", State.INSUFFICIENT_DATA, Instant.ofEpochMilli(1_780_000_000_250L), "Slipway does not know the state MUTED"),
                new Alarm("shop", State.INSUFFICIENT_DATA, Instant.ofEpochSecond(1_780_000_000L), "CloudWatch tells no state"));

        answering("{'MetricAlarms':[{'AlarmName':'errors','StateValue':'OK'}],'CompositeAlarms':[]}");
        assertThatThrownBy(() -> one("errors")).isInstanceOf(TryAgain.class).hasMessage("CloudWatch does not tell since when an alarm is in its state (alarm=errors)");
    }

    /** What AWS may say and CloudWatch's sandbox does not. */
    private void answering(String answer) {
        sandbox.wire.serveInstead(new Service() {
            @Override
            public String signingName() {
                return "monitoring";
            }

            @Override
            public Map<String, Operation> operations() {
                return Map.of("DescribeAlarms", Operation.of(DescribeAlarms.ACCEPTS, _ -> json(answer)));
            }
        });
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void throttlingAndTroubleAreTriedAgainByTheSdkAndThenByWhoeverAsks() {
        faults.addAll(List.of(Fault.throttled(), Fault.internal(false)));
        assertThat(alarms.read(List.of("errors"))).hasSize(1);
        assertThat(calls).as("the SDK asked three times").hasSize(3);

        faults.addAll(Collections.nCopies(3, Fault.throttled()));
        assertThatThrownBy(() -> one("errors")).isInstanceOf(TryAgain.class).hasMessageContaining("AWS throttles the call (action=cloudwatch:DescribeAlarms, code=Throttling)");
        faults.addAll(Collections.nCopies(3, Fault.internal(false)));
        assertThatThrownBy(() -> one("errors")).isInstanceOf(TryAgain.class).hasMessageContaining("cloudwatch:DescribeAlarms").hasMessageContaining("status=500");
        faults.addAll(Collections.nCopies(3, new Fault.Silence(false)));
        assertThatThrownBy(() -> one("errors")).isInstanceOf(TryAgain.class).hasMessageContaining("AWS did not answer").hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(one("errors").name()).isEqualTo("errors");
    }

    @Test
    void deniedAccessNamesTheRightInEitherFormThatAwsMayTellItIn() {
        for (AwsFault denied : List.of(new AwsFault(403, "AccessDeniedException", "User is not authorized"), AwsFault.of("AccessDeniedException", "User is not authorized"))) {
            faults.add(new Fault.Error(denied, false));
            assertThatThrownBy(() -> one("errors")).isInstanceOf(BadInput.class)
                    .hasMessage("AWS denies access: allow the action to the function's role (action=cloudwatch:DescribeAlarms, code=AccessDenied, message=User is not authorized)");
        }
        assertThat(calls).as("asked once each").hasSize(2);
    }
}
