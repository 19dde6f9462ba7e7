package slipway.cli.account;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import slipway.aws.Faults;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why AWS could not be asked at all, be it the network, the credentials or the region, and what to do about it. */
final class Reach {
    private static final String PROFILE = "sign in (aws sso login), or name another profile with --profile";
    /** Codes by which every service refuses who asks, whatever is asked (Common Error Types of each API reference; the second name is the JSON services'). */
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");
    private static final Set<String> UNKNOWN = Set.of("InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "AuthFailure", "MissingAuthenticationToken",
            "MissingAuthenticationTokenException");
    private static final Set<String> UNSIGNED = Set.of("SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature", "IncompleteSignatureException", "RequestExpired");
    /** What the SDK's own sentences begin with or say, by ours: they have no type of their own. */
    private static final Map<String, String> SAID = Map.of(
            "Unable to load credentials", "no credentials are set: " + PROFILE,
            "SSO session", "the sign-in of this profile is over: " + PROFILE,
            "SSO token", "the sign-in of this profile is over: " + PROFILE,
            "protocol must not be null", "AWS_ENDPOINT_URL is no URL: unset it, or set it to one such as http://127.0.0.1:4580");

    private Reach() {}

    /** Returns the sentence: what is wrong, and after a colon the remedy. Empty if AWS was reached and has answered. */
    static Optional<String> broken(SdkException e) {
        return e instanceof AwsServiceException refused ? credentials(Faults.code(refused)) : network(e).or(() -> said(String.valueOf(e.getMessage())));
    }

    private static Optional<String> credentials(String code) {
        if (EXPIRED.contains(code)) {
            return Optional.of("these credentials have expired: " + PROFILE);
        }
        if (UNKNOWN.contains(code)) {
            return Optional.of("AWS does not accept these credentials: " + PROFILE + ", or check that the account has enabled the region");
        }
        return UNSIGNED.contains(code) ? Optional.of("AWS does not accept the signature: check the secret key and this machine's clock, or name another profile with --profile") : Optional.empty();
    }

    private static Optional<String> network(SdkException e) {
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return Optional.of(late());
        }
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause).limit(20).map(Reach::cause).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> cause(Throwable cause) {
        return Optional.ofNullable(switch (cause) {
            case UnknownHostException unknown -> "AWS can't be reached, since no host " + unknown.getMessage() + " is known: check --region or AWS_REGION, AWS_ENDPOINT_URL and the network";
            case ConnectException refused -> "AWS can't be reached (" + String.valueOf(refused.getMessage()).toLowerCase(java.util.Locale.ROOT) + "): check AWS_ENDPOINT_URL, the network and its proxy";
            case SocketTimeoutException _ -> late();
            case SSLException ssl -> "the connection to AWS can't be trusted (" + ssl.getMessage() + "): check AWS_ENDPOINT_URL, the network's proxy and this machine's clock";
            default -> null;
        });
    }

    private static String late() {
        return "AWS did not answer in time: check the network and its proxy, and try again";
    }

    private static Optional<String> said(String message) {
        if (message.startsWith("Profile file contained no credentials for profile")) {
            String name = message.lines().findFirst().orElse("").replaceFirst(": ProfileFile\\(.*", "").replaceFirst("^.*profile (?=')", "");
            return Optional.of("profile " + name + " has no credentials: name another with --profile, or sign in (aws sso login)");
        }
        return SAID.entrySet().stream().filter(one -> message.contains(one.getKey())).map(Map.Entry::getValue).findFirst();
    }
}
