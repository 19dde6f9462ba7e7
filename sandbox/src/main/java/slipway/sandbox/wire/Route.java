package slipway.sandbox.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where one operation of a REST service lies in HTTP, and which of its members stand outside the body (smithy.io, "HTTP bindings").
 *
 * @param segments the path's, of which {@code {Name}} is any and becomes the member of that name
 * @param query names of query parameters, which are the members' too
 * @param takes request headers in lower case, and the member that each becomes
 * @param gives members of the output, and the header that each becomes
 * @param status of a successful answer, unless the output has a {@code StatusCode}
 * @param raw whether both bodies are the member {@code Payload}, byte for byte
 */
record Route(
        String operation, String method, List<String> segments, Set<String> query, Map<String, String> takes, Map<String, String> gives,
        int status, boolean raw) {
    /** @param line such as {@code GET /2015-03-31/functions/{FunctionName}?Qualifier} */
    static Route of(String operation, String line, int status) {
        String[] parts = line.split("[ ?]");
        Set<String> query = parts.length > 2 ? Set.of(parts[2].split("&")) : Set.of();
        return new Route(operation, parts[0], segments(parts[1]), query, Map.of(), Map.of(), status, false);
    }

    /** The same with members in headers and the whole body as {@code Payload}. */
    Route raw(Map<String, String> requestHeaders, Map<String, String> responseHeaders) {
        return new Route(operation, method, segments, query, requestHeaders, responseHeaders, status, true);
    }

    /** Returns the members that stand in the path; empty if the request is for another route. */
    Optional<Map<String, String>> match(Request request) {
        List<String> asked = segments(request.path());
        if (!request.method().equals(method) || asked.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                members.put(segment.substring(1, segment.length() - 1), decoded(asked.get(i)));
            } else if (!segment.equals(asked.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(members);
    }

    /** A slash at the end is no segment: clients before 2025 sent one when they list functions. */
    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/"));
    }

    /** A plus sign is itself in a path and in AWS's query strings, never a space. */
    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
