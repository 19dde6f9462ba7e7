package slipway.aws;

import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

/** What an exception of the SDK means for us: the same call may go through later, or it never will. */
public final class Faults {
    /** Refusals that pass by themselves, though their HTTP status is 400. */
    private static final Set<String> PASSING = Set.of(
            "TransactionConflictException", "TransactionInProgressException", "UpdateInProgressException", "TooManyUpdates",
            "ExpiredTokenException", "ExpiredToken", "RequestExpired", "RequestTimeout", "RequestTimeoutException",
            // Of a function that nobody called for weeks: its first call wakes it, and is refused (API_Invoke); the SDK has no class for it.
            "CodeArtifactUserPendingException",
            "KMSThrottling", "KMSThrottlingException", "InternalServerError", "InternalServerErrorException");

    private static final Set<String> DENIED =
            Set.of("AccessDeniedException", "AccessDenied", "AuthorizationError", "UnauthorizedOperation", "KMSAccessDenied");

    private Faults() {}

    /** Makes the call; what it throws comes out as a fault of ours. */
    static <T> T in(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw of(action, e);
        }
    }

    /**
     * Translates.
     *
     * @param action as a policy names it, such as {@code ecs:UpdateService}
     * @return TryAgain for throttling, 5xx, timeouts and what never reached AWS; BadInput for all that AWS refused
     */
    static RuntimeException of(String action, SdkException e) {
        if (!(e instanceof AwsServiceException refused)) {
            return new TryAgain("AWS did not answer", e).with("action", action).with("error", e.getClass().getSimpleName());
        }
        String code = code(refused);
        if (refused.isThrottlingException()) {
            return new TryAgain("AWS throttles the call", e).with("action", action).with("code", code);
        }
        if (passes(refused)) {
            return new TryAgain("AWS could not serve the call", e)
                    .with("action", action).with("code", code).with("status", refused.statusCode());
        }
        if (denied(refused)) {
            return new BadInput("AWS denies access: allow the action to the function's role", e)
                    .with("action", action).with("code", code).with("message", message(refused));
        }
        return new BadInput("AWS refuses the call", e).with("action", action).with("code", code).with("message", message(refused));
    }

    /** Says whether AWS refused what it may serve later: the same call may go through then. */
    public static boolean passes(AwsServiceException e) {
        return e.isThrottlingException() || e.statusCode() >= 500 || PASSING.contains(code(e));
    }

    /** Says whether AWS refused because the caller may not make this call. */
    public static boolean denied(AwsServiceException e) {
        return DENIED.contains(code(e)) || e.statusCode() == 403 && !PASSING.contains(code(e));
    }

    /** Returns AWS's code of the error; empty if it told none. */
    public static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null ? "" : e.awsErrorDetails().errorCode();
    }

    /** Returns AWS's own sentence about the error; empty if it told none. */
    public static String message(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorMessage() == null ? "" : e.awsErrorDetails().errorMessage();
    }
}
