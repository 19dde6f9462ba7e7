package slipway.sandbox.wire;

import java.util.Optional;

/**
 * Who calls which service where, read from a request's Authorization header: {@code Credential=ID/DATE/REGION/SERVICE/aws4_request}
 * (IAM user guide, "Create a signed AWS API request"). The signature itself is not checked: there are no secrets here.
 *
 * @param caller the access key id, which is the caller's name in the sandbox
 */
public record CredentialScope(String caller, String region, String service) {
    private static final String BEGIN = "AWS4-HMAC-SHA256 Credential=";
    private static final String END = "aws4_request,";

    /** Reads it; empty if the request is not signed in this way. */
    public static Optional<CredentialScope> of(Request request) {
        return request.header("Authorization").filter(signed -> signed.startsWith(BEGIN)).flatMap(signed -> read(signed.substring(BEGIN.length()).split("/", 5)));
    }

    /** Without a regular expression: each call of a simulation comes by here. */
    private static Optional<CredentialScope> read(String[] parts) {
        return parts.length == 5 && !parts[0].isEmpty() && parts[1].length() == 8 && parts[1].chars().allMatch(c -> c >= '0' && c <= '9')
                && name(parts[2]) && name(parts[3]) && parts[4].startsWith(END) ? Optional.of(new CredentialScope(parts[0], parts[2], parts[3])) : Optional.empty();
    }

    private static boolean name(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
