package slipway.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, as a client sends it.
 *
 * @param path without the query string, still encoded
 * @param query what stands after the question mark, still encoded; empty if there is none
 * @param headers by name as sent; names are compared without regard to case
 */
public record Request(String method, String host, String path, String query, Map<String, List<String>> headers, byte[] body) {
    /** A request without a query string, as the JSON and Query protocols send. */
    public Request(String method, String host, String path, Map<String, List<String>> headers, byte[] body) {
        this(method, host, path, "", headers, body);
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        List<String> exact = headers.get(name);
        if (exact != null && !exact.isEmpty()) {
            return Optional.of(exact.getFirst());
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
