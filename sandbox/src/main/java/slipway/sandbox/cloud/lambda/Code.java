package slipway.sandbox.cloud.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;

/** The code of a function: a payload in, a payload out, both bytes of JSON, as the runtime hands them over. */
@FunctionalInterface
public interface Code {
    byte[] handle(byte[] payload, Context context) throws IOException;
}
