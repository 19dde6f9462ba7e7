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
        return request.header("Authorization").filter(signed -> signed.startsWith(BEGIN)).flatMap(CredentialScope::read);
    }

    /** Without a regular expression: each call of a simulation comes by here. */
    private static Optional<CredentialScope> read(String signed) {
        int caller = signed.indexOf('/', BEGIN.length());
        int date = signed.indexOf('/', caller + 1);
        int region = signed.indexOf('/', date + 1);
        int service = signed.indexOf('/', region + 1);
        if (caller <= BEGIN.length() || date != caller + 9 || region < 0 || service < 0 || !digits(signed, caller + 1, date) || !signed.startsWith(END, service + 1)) {
            return Optional.empty();
        }
        CredentialScope scope = new CredentialScope(signed.substring(BEGIN.length(), caller), signed.substring(date + 1, region), signed.substring(region + 1, service));
        return name(scope.region) && name(scope.service) ? Optional.of(scope) : Optional.empty();
    }

    private static boolean digits(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
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
