package slipway.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.codec.Json;
import slipway.release.DeploymentId;

/**
 * A Lambda behind one Task state: JSON in, JSON out, a fault for what cannot be done, one line in the log. Public, since Lambda's
 * runtime calls {@code handleRequest} by reflection, from outside.
 */
public abstract class Task implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Task.class);
    private static final DeploymentId NONE = new DeploymentId("warm-up");

    private final Wiring wiring;

    Task(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode asked = Json.MAPPER.readTree(input);
        if (asked.path("warmUp").asBoolean()) {
            warmUp();
            return;
        }
        Object answer = Journal.keep(context, getClass().getSimpleName(), Journal.keys(asked), () -> run(asked));
        Json.MAPPER.writeValue(output, answer);
    }

    /**
     * Loads what each Task needs first, so that a push does not wait for the start of one function after the other: a rule wakes them all beside
     * Match. It changes nothing, and what it does not get the Task's own call will.
     */
    private void warmUp() {
        try {
            wiring.ledger().records().find(NONE);
        } catch (RuntimeException unread) {
            // Whatever it is: nobody waits for this, and it is no error of the Task.
            LOG.info("the ledger was not read while warming up: {}", unread.toString());
        }
    }

    /** Does the work of this Task. */
    abstract Object run(JsonNode input);

    final Wiring wiring() {
        return wiring;
    }
}
