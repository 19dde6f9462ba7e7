package slipway.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.sandbox.cloud.Call;

/**
 * Makes a service's page tokens, which only count, into ones as AWS gives them: they tell nothing, and are good for the same
 * operation with the same arguments alone, but for the page's size ("Keep all other arguments unchanged", API_ListExecutions and
 * most others). One that is not good comes to the service as a text that it refuses in its own way.
 */
final class Bookmarks {
    private static final List<String> ASKED = List.of("nextToken", "NextToken", "Marker");
    private static final List<String> TOLD = List.of("nextToken", "NextToken", "NextMarker", "nextForwardToken", "nextBackwardToken");
    /** What may differ from page to page; GetLogEvents has tokens of both ways, whatever it began with. */
    private static final Set<String> FREE = Set.of("maxResults", "MaxResults", "MaxItems", "MaxRecords", "PageSize", "limit", "startFromHead");
    private static final int SEAL_BYTES = 12;
    private static final String BROKEN = "unreadable token";

    private Bookmarks() {}

    /** Returns the call as its service understands it. */
    static Call opened(Call call) {
        for (String name : ASKED) {
            if (call.input().hasNonNull(name)) {
                ObjectNode input = call.input().deepCopy();
                input.put(name, open(call, input.get(name).asText()));
                return new Call(call.service(), call.operation(), call.caller(), input);
            }
        }
        return call;
    }

    /** Returns the output with the tokens as the caller sees them. */
    static ObjectNode sealed(Call call, ObjectNode output) {
        for (String name : TOLD) {
            if (output.hasNonNull(name)) {
                output.put(name, seal(call, output.get(name).asText()));
            }
        }
        return output;
    }

    private static String seal(Call call, String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(stamp(call), SEAL_BYTES + text.length);
        for (int at = 0; at < text.length; at++) {
            sealed[SEAL_BYTES + at] = (byte) (text[at] ^ sealed[at % SEAL_BYTES]);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private static String open(Call call, String token) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException noBase64) {
            return BROKEN;
        }
        if (sealed.length <= SEAL_BYTES || !Arrays.equals(Arrays.copyOf(sealed, SEAL_BYTES), stamp(call))) {
            return BROKEN;
        }
        byte[] text = Arrays.copyOfRange(sealed, SEAL_BYTES, sealed.length);
        for (int at = 0; at < text.length; at++) {
            text[at] ^= sealed[at % SEAL_BYTES];
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    /** What a token is bound to. */
    private static byte[] stamp(Call call) {
        StringBuilder bound = new StringBuilder(call.service()).append(':').append(call.operation());
        List<String> names = call.input().propertyStream().map(Map.Entry::getKey)
                .filter(name -> !ASKED.contains(name) && !FREE.contains(name)).sorted().toList();
        for (String name : names) {
            JsonNode value = call.input().get(name);
            if (!value.isNull()) {
                bound.append('\n').append(name).append('=').append(value);
            }
        }
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bound.toString().getBytes(StandardCharsets.UTF_8)), SEAL_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each JDK has SHA-256", impossible);
        }
    }
}
