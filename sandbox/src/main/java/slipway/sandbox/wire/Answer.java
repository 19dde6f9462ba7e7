package slipway.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer, as a server sends it. */
public record Answer(int status, Map<String, String> headers, byte[] body) {
    public static Answer of(int status, Map<String, String> headers, String body) {
        return new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
