package slipway.sandbox.cloud.logs;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipway.sandbox.cloud.Asked;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.LogGroups;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** CloudWatch Logs as those see it who read; what is written comes from the sandbox's functions and tasks. */
public final class Logs implements Service, LogGroups {
    private final Place place;
    private final InstantSource clock;
    private final Map<String, Group> groups = new TreeMap<>();
    private final Set<String> unkept = new HashSet<>();
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

    @Override
    public void createGroup(String name, int retentionInDays) {
        groups.put(name, new Group(name, place.arn("logs", "log-group:" + name), clock.instant(), retentionInDays));
    }

    /** Only GetLogEvents: nothing else is called by a role of Slipway's. Its resource is the stream (service authorization reference). */
    @Override
    public List<Need> needs(Call call) {
        if (!call.operation().equals("GetLogEvents")) {
            return Service.super.needs(call);
        }
        Asked asked = asked(call);
        return List.of(Need.of("logs:GetLogEvents", place.arn("logs", "log-group:" + asked.text("logGroupName") + ":log-stream:" + asked.text("logStreamName"))));
    }

    @Override
    public boolean has(String group) {
        return groups.containsKey(group);
    }

    /** Takes a group away, as DeleteLogGroup does. */
    public void delete(String group) {
        groups.remove(group);
    }

    /** Nobody writes into this group what belongs there: whoever reads it is refused, since an empty log would be a lie. */
    public void unkept(String group) {
        unkept.add(group);
    }

    /** It is written from now on. */
    public void kept(String group) {
        unkept.remove(group);
    }

    @Override
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
        Group found = groups.values().stream().filter(group -> group.name.equals(name) || group.arn.equals(name)).findFirst()
                .orElseThrow(() -> AwsFault.of("ResourceNotFoundException", "The specified log group does not exist."));
        if (unkept.contains(found.name)) {
            throw AwsFault.notModelled("the log group " + found.name + " where nobody keeps it");
        }
        return found;
    }
}
