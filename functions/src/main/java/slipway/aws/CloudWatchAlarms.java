package slipway.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import slipway.rollout.Alarm;
import slipway.rollout.Alarm.State;
import slipway.rollout.Alarms;
import slipway.rollout.TryAgain;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * CloudWatch's alarms, all that are asked for in one DescribeAlarms: an account has nine of these calls a second, and ECS's own count too
 * (AWS general reference, "Amazon CloudWatch endpoints and quotas"; ECS guide, "How CloudWatch alarms detect Amazon ECS deployment failures").
 *
 * @param cloudWatch the client, made when it is needed: most deployments have no alarms
 */
record CloudWatchAlarms(Supplier<CloudWatchClient> cloudWatch) implements Alarms {
    /** Names a call, and alarms a page (API_DescribeAlarms, AlarmNames, MaxRecords). */
    private static final int MOST = 100;

    @Override
    public List<Alarm> read(List<String> names) {
        if (names.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " alarms are read at once, were " + names.size());
        }
        // A call without names would bring all alarms of the account.
        return names.isEmpty() ? List.of() : Faults.in("cloudwatch:DescribeAlarms", () -> pages(names).flatMap(CloudWatchAlarms::translated).toList());
    }

    /** Without the types CloudWatch tells metric alarms alone, even if it is asked for a composite one by its name (API_DescribeAlarms, AlarmTypes). */
    private Stream<DescribeAlarmsResponse> pages(List<String> names) {
        return cloudWatch.get().describeAlarmsPaginator(ask -> ask.alarmNames(names).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM).maxRecords(MOST)).stream();
    }

    private static Stream<Alarm> translated(DescribeAlarmsResponse page) {
        return Stream.concat(page.metricAlarms().stream().map(CloudWatchAlarms::translated), page.compositeAlarms().stream().map(CloudWatchAlarms::translated));
    }

    private static Alarm translated(MetricAlarm alarm) {
        Alarm told = told(alarm.alarmName(), alarm.stateValue(), alarm.stateValueAsString(), alarm.stateReason(),
                alarm.stateTransitionedTimestamp(), alarm.stateUpdatedTimestamp());
        // By its word: this SDK knows PARTIAL_DATA alone, not EVALUATION_ERROR and EVALUATION_FAILURE (API_MetricAlarm, EvaluationState).
        String evaluation = alarm.evaluationStateAsString();
        boolean judged = evaluation == null || evaluation.equals("PARTIAL_DATA");
        // An OK that nobody evaluates any more is none; an ALARM was evaluated once, and nothing has taken it back.
        return judged || told.state() != State.OK ? told : unjudged(told, "CloudWatch can't evaluate it, " + evaluation);
    }

    private static Alarm translated(CompositeAlarm alarm) {
        return told(alarm.alarmName(), alarm.stateValue(), alarm.stateValueAsString(), alarm.stateReason(),
                alarm.stateTransitionedTimestamp(), alarm.stateUpdatedTimestamp());
    }

    /** When a state was last told is not when it began, so that comes second. */
    private static Alarm told(String name, StateValue state, String word, String reason, Instant transitioned, Instant updated) {
        Instant since = Optional.ofNullable(transitioned).or(() -> Optional.ofNullable(updated))
                .orElseThrow(() -> new TryAgain("CloudWatch does not tell since when an alarm is in its state").with("alarm", name));
        Alarm told = new Alarm(name, State.INSUFFICIENT_DATA, since, Optional.ofNullable(reason).orElse(""));
        return switch (state) {
            case OK -> new Alarm(name, State.OK, since, told.reason());
            case ALARM -> new Alarm(name, State.ALARM, since, told.reason());
            case INSUFFICIENT_DATA -> told;
            // Not a TryAgain: asking again does not make the word known, and the other alarms of the reading can be judged.
            case UNKNOWN_TO_SDK_VERSION -> unjudged(told, "Slipway does not know the state " + word);
            case null -> unjudged(told, "CloudWatch tells no state");
        };
    }

    private static Alarm unjudged(Alarm told, String why) {
        return new Alarm(told.name(), State.INSUFFICIENT_DATA, told.since(), told.reason().isEmpty() ? why : why + ": " + told.reason());
    }
}
