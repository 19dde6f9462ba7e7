package slipway.sandbox.wire;

import java.io.IOException;

/** Something that answers HTTP requests under a name. */
@FunctionalInterface
public interface Host {
    /** @throws IOException if no answer comes */
    Answer answer(Request request) throws IOException;
}
