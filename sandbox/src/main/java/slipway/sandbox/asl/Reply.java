package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes the one result of a task, now or later in virtual time; one that comes too late is dropped, as Step Functions does. */
public interface Reply {
    void succeed(JsonNode result);

    /** @param cause for people, or empty */
    void fail(String error, String cause);
}
