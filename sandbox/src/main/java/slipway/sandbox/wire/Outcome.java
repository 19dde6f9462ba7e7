package slipway.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import slipway.sandbox.cloud.AwsFault;

/** What a caller was told. */
public sealed interface Outcome {
    /** The operation's output. */
    record Answered(ObjectNode output) implements Outcome {}

    record Failed(AwsFault fault) implements Outcome {}

    /** Nothing came back; the caller sees a timeout. */
    record Silent() implements Outcome {}
}
