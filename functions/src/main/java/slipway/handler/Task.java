package slipway.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.codec.Json;

/**
 * A Lambda behind one Task state: JSON in, JSON out, a fault for what cannot be done, one line in the log. Public, since Lambda's
 * runtime calls {@code handleRequest} by reflection, from outside.
 */
public abstract class Task implements RequestStreamHandler {
    private final Wiring wiring;

    Task(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode asked = Json.MAPPER.readTree(input);
        Object answer = Journal.keep(context, getClass().getSimpleName(), Journal.keys(asked), () -> run(asked));
        Json.MAPPER.writeValue(output, answer);
    }

    /** Does the work of this Task. */
    abstract Object run(JsonNode input);

    final Wiring wiring() {
        return wiring;
    }
}
