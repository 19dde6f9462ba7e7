package slipway.rollout.lambda;

import java.util.Optional;

/**
 * An alias of a function.
 *
 * @param version to which it points
 * @param second a version that gets some of its calls instead (RoutingConfig)
 */
public record Alias(String name, String version, Optional<Weight> second, String revisionId) {
    /** Says whether all of its calls go to a version. */
    public boolean sendsAllTo(String number) {
        return second.isEmpty() && version.equals(number);
    }

    /** Says whether some of its calls may go to a version. */
    boolean reaches(String number) {
        return version.equals(number) || second.filter(one -> one.version().equals(number)).isPresent();
    }

    /** Returns {@code version 7}, or {@code version 7 and sends 10 % of its calls to version 8}: what it points to, in words. */
    public String words() {
        return "version " + version + second.map(one -> " and sends " + one.words() + " of its calls to version " + one.version()).orElse("");
    }
}
