package slipway.sandbox.cloud.logs;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** CloudWatch Logs as those see it who read; what is written comes from the sandbox's functions. */
public final class Logs implements Service {
    private final Place place;
    private final InstantSource clock;
    private final Map<String, Group> groups = new TreeMap<>();
    private final Map<String, Operation> operations;

    public Logs(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
        Descriptions descriptions = new Descriptions(this);
        Readings readings = new Readings(this);
        this.operations = Map.of(
                "DescribeLogGroups", Operation.of("logGroupNamePrefix, logGroupNamePattern, limit, nextToken", descriptions::groups),
                "DescribeLogStreams", Operation.of(
                        "logGroupName, logGroupIdentifier, logStreamNamePrefix, orderBy, descending, limit, nextToken", descriptions::streams),
                "GetLogEvents", Operation.of(
                        "logGroupName, logGroupIdentifier, logStreamName, startTime, endTime, limit, startFromHead, nextToken", readings::stream),
                "FilterLogEvents", Operation.of(
                        "logGroupName, logGroupIdentifier, logStreamNames[], logStreamNamePrefix, startTime, endTime, filterPattern, limit, "
                                + "nextToken, interleaved",
                        readings::filter));
    }

    @Override
    public String signingName() {
        return "logs";
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    public void createGroup(String name, int retentionInDays) {
        groups.put(name, new Group(name, place.arn("logs", "log-group:" + name), clock.instant(), retentionInDays));
    }

    /** Writes one event now; its stream is made if there is none. */
    public void write(String group, String stream, String message) {
        Optional.ofNullable(groups.get(group)).orElseThrow(() -> new IllegalArgumentException("no log group " + group))
                .write(stream, clock.instant().toEpochMilli(), message);
    }

    Collection<Group> groups() {
        return groups.values();
    }

    /** Reads a call; CloudWatch Logs has a name of its own for what others call ValidationException. */
    static Asked asked(Call call) {
        return new Asked(call.input(), "InvalidParameterException");
    }

    static AwsFault invalid(String message) {
        return AwsFault.of("InvalidParameterException", message);
    }

    /** @throws AwsFault if the call names no group, or two ways, or one that is not there */
    Group group(Asked asked) {
        if (asked.has("logGroupName") == asked.has("logGroupIdentifier")) {
            throw invalid("Exactly one of logGroupName and logGroupIdentifier must be given");
        }
        String name = asked.optional("logGroupName").orElseGet(() -> asked.text("logGroupIdentifier"));
        return groups.values().stream().filter(group -> group.name.equals(name) || group.arn.equals(name)).findFirst()
                .orElseThrow(() -> AwsFault.of("ResourceNotFoundException", "The specified log group does not exist."));
    }
}
