package slipway.sandbox.stack;

import java.util.List;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Place;

/**
 * What Lambda itself does with a function's role at each invocation: it writes the log lines and sends the traces (Lambda developer
 * guide, "Sending function logs to CloudWatch Logs", "Visualize function invocations using X-Ray").
 */
final class Carried {
    private static final String AT = "lambda:InvokeFunction";
    private static final List<Need> TRACES = List.of(Need.of("xray:PutTraceSegments", "*").at(AT), Need.of("xray:PutTelemetryRecords", "*").at(AT));

    private final Guard guard;
    private final Place place;
    private final String group;

    Carried(Guard guard, Place place, String group) {
        this.guard = guard;
        this.place = place;
        this.group = group;
    }

    /** Returns what a function needs for its lines to reach their log stream; without it they are lost, and nobody is told. */
    List<Need> lines(String stream) {
        String arn = place.arn("logs", "log-group:" + group + ":log-stream:" + stream);
        return List.of(Need.of("logs:CreateLogStream", arn).at(AT), Need.of("logs:PutLogEvents", arn).at(AT));
    }

    /** @throws AwsFault as Lambda refuses to make a function that traces, if its role may not send traces */
    void requireTraces(String function) {
        if (!traces(function)) {
            throw new AwsFault(400, "InvalidParameterValueException", "The provided execution role does not have permissions to call PutTraceSegments on XRAY");
        }
    }

    /** Says whether the function's traces reach X-Ray; if not, nothing else is different. */
    boolean traces(String function) {
        return allowed(function, TRACES);
    }

    /** Says whether the function may do all of this. */
    boolean allowed(String function, List<Need> needs) {
        boolean allowed = true;
        for (Need need : needs) {
            // To the end, so that each is heard of.
            allowed &= guard.refuses(function, need).isEmpty();
        }
        return allowed;
    }
}
