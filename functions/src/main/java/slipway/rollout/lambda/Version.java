package slipway.rollout.lambda;

import java.util.Optional;
import slipway.release.Digest;

/**
 * A version of a function: a published one, or {@code $LATEST}.
 *
 * @param arn with the version's number; that of {@code $LATEST} without one
 * @param number {@code 7}, or {@code $LATEST}
 * @param architecture {@code x86_64} or {@code arm64}
 * @param digest of its image; absent where its code is a zip archive
 * @param image its image by digest, {@code HOST/NAME@sha256:…}, where Lambda tells it (GetFunction's ResolvedImageUri)
 * @param revisionId changes with every change of it, and once more when an update ends
 * @param state {@code Pending}, {@code Active}, {@code Inactive}, {@code Failed}, …
 * @param update its LastUpdateStatus: {@code InProgress}, {@code Successful}, {@code Failed}
 * @param role its execution role's ARN
 * @param deadLetters the ARN of its dead-letter queue or topic
 * @param log the log group that it writes to, where Lambda tells it (API_LoggingConfig)
 */
public record Version(
        String arn, String number, String architecture, Optional<Digest> digest, Optional<String> image, String revisionId, Status state,
        Status update, String role, Optional<String> deadLetters, Optional<String> log) {
    /** A version of which is not known where it writes. */
    public Version(String arn, String number, String architecture, Optional<Digest> digest, Optional<String> image, String revisionId, Status state, Status update,
            String role, Optional<String> deadLetters) {
        this(arn, number, architecture, digest, image, revisionId, state, update, role, deadLetters, Optional.empty());
    }

    /** Says whether its code is this image. */
    public boolean runs(String uri) {
        return digest.filter(own -> uri.endsWith("@" + own.value())).isPresent();
    }

    /** Says whether it may be called; one that rests wakes by that. */
    public boolean callable() {
        return state.is("Active") || rests();
    }

    /** Says whether nobody called it for weeks: Lambda refuses its next call, and makes it ready again for those after it (Lambda guide, "Function states"). */
    public boolean rests() {
        return state.is("Inactive");
    }

    /** Says whether Lambda is at work on it. */
    public boolean changing() {
        return update.is("InProgress") || state.is("Pending");
    }

    /** Says whether Lambda gave it up. */
    public boolean failed() {
        return update.is("Failed") || state.is("Failed");
    }

    /** Returns the status that says why it is not usable yet, or at all. */
    Status amiss() {
        return state.is("Pending") || state.is("Failed") || rests() && !update.is("Failed") ? state : update;
    }

    /** Returns the number in {@code arn:aws:lambda:REGION:ACCOUNT:function:NAME:7}; {@code $LATEST} of an ARN without one. */
    public static String number(String arn) {
        String[] parts = arn.split(":");
        return parts.length > 7 ? parts[7] : "$LATEST";
    }
}
