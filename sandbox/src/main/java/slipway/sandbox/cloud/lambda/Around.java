package slipway.sandbox.cloud.lambda;

import java.io.IOException;

/** Stands around the work of each invocation of a function whose code is Java of this process. */
@FunctionalInterface
public interface Around {
    /** Nothing stands around it. */
    Around NOTHING = (function, payload, context, code) -> code.handle(payload.bytes(), context);

    /**
     * Has the work done.
     *
     * @return the handler's answer
     * @throws Killed if the process ends in the middle of it
     */
    byte[] work(String function, Payload payload, com.amazonaws.services.lambda.runtime.Context context, Code code) throws IOException;
}
