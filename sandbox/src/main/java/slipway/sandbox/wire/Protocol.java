package slipway.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.sandbox.cloud.AwsFault;

/** How one service writes calls, answers and errors into HTTP. */
interface Protocol {
    /** An operation's name and its parameters. */
    record Asked(String operation, ObjectNode input) {}

    /** @throws AwsFault if the request is none of this protocol */
    Asked read(Request request);

    Answer answered(String operation, ObjectNode output, String requestId);

    Answer failed(AwsFault fault, String requestId);

    /** Returns how this protocol says that there is no such operation, with the name of what the sandbox lacks. */
    default AwsFault unknown(String what) {
        return AwsFault.notModelled(400, "UnknownOperationException", what);
    }

    /** Returns how calls beyond a rate are refused (ECS developer guide, "Request throttling"). */
    default AwsFault throttled() {
        return AwsFault.of("ThrottlingException", "Rate exceeded");
    }

    /** Returns how this protocol refuses a request that nobody has signed. */
    default AwsFault unsigned() {
        return new AwsFault(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
}
