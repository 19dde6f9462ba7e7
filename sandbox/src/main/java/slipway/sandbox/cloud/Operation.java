package slipway.sandbox.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * One operation of a service.
 *
 * @param accepts the parameters that the sandbox models; the wire refuses a call with any other
 * @param does the behaviour: takes a call, returns the output members (timestamps as epoch seconds); throws {@link AwsFault}
 */
public record Operation(Members accepts, Function<Call, ObjectNode> does) {
    /** An operation whose accepted parameters are written as {@link Members#parse} reads them. */
    public static Operation of(String accepts, Function<Call, ObjectNode> does) {
        return new Operation(Members.parse(accepts), does);
    }
}
