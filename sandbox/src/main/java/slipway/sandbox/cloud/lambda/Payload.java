package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a function is given: its bytes, and for who looks on what they say, which is read at most once. */
public final class Payload {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] bytes;
    private JsonNode tree;

    private Payload(byte[] bytes, JsonNode tree) {
        this.bytes = bytes;
        this.tree = tree;
    }

    /** Returns what these bytes are, JSON or not. */
    static Payload of(byte[] bytes) {
        return new Payload(bytes, null);
    }

    /** Returns what is written for this; nobody may change it from now on. */
    static Payload of(JsonNode tree) {
        return new Payload(Invoke.bytes(tree), tree);
    }

    public byte[] bytes() {
        return bytes;
    }

    /**
     * Returns what it says; not to be changed.
     *
     * @throws UncheckedIOException if it is no JSON
     */
    public JsonNode tree() {
        try {
            tree = tree == null ? JSON.readTree(bytes) : tree;
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
