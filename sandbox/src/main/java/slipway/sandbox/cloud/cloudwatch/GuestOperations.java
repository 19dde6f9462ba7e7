package slipway.sandbox.cloud.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Optional;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;

/** What people do by the AWS CLI to see an alarm fire: PutMetricAlarm, and SetAlarmState, which holds until the alarm's next period. */
final class GuestOperations {
    private static final int LONGEST = 255;

    private final Alarms alarms;
    private final InstantSource clock;

    GuestOperations(Alarms alarms, InstantSource clock) {
        this.alarms = alarms;
        this.clock = clock;
    }

    ObjectNode put(Call call) {
        Asked asked = Asked.json(call);
        String name = asked.sized("AlarmName", 1, LONGEST);
        ObjectNode settings = Settings.of(asked);
        Optional<Alarm> there = alarms.find(name);
        if (there.filter(Alarm::composite).isPresent()) {
            throw AwsFault.notModelled("a metric alarm in the place of a composite one");
        }
        there.ifPresentOrElse(alarm -> alarm.configure(settings, clock.instant()), () -> alarms.put(name, settings));
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode set(Call call) {
        Asked asked = Asked.json(call);
        String name = asked.sized("AlarmName", 1, LONGEST);
        String state = asked.text("StateValue");
        String reason = asked.text("StateReason");
        alarms.changeForAWhile(alarms.find(name).orElseThrow(() -> new AwsFault(404, "ResourceNotFound", "There is no alarm " + name)), state, reason);
        return JsonNodeFactory.instance.objectNode();
    }
}
