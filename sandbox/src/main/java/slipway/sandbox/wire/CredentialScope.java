package slipway.sandbox.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls which service where, read from a request's Authorization header: {@code Credential=ID/DATE/REGION/SERVICE/aws4_request}
 * (IAM user guide, "Create a signed AWS API request"). The signature itself is not checked: there are no secrets here.
 *
 * @param caller the access key id, which is the caller's name in the sandbox
 */
public record CredentialScope(String caller, String region, String service) {
    private static final Pattern SHAPE =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request,");

    /** Reads it; empty if the request is not signed in this way. */
    public static Optional<CredentialScope> of(Request request) {
        return request.header("Authorization").map(SHAPE::matcher).filter(Matcher::lookingAt)
                .map(found -> new CredentialScope(found.group(1), found.group(2), found.group(3)));
    }
}
