package slipway.cli.account.verify;

import java.util.Optional;

/**
 * What one check found.
 *
 * @param check its name, such as {@code task role}
 * @param said what is there, or what is wrong, or why it was not looked at
 * @param remedy what to do; always there for NG. A command to type begins with aws, sam or ./slipway
 */
public record Finding(Status status, String check, String said, Optional<String> remedy) {
    /** How it stands. */
    public enum Status {
        /** A deployment has what it needs. */
        OK,
        /** A deployment would be refused, fail or not be heard of. */
        NG,
        /** It could not be looked at, or there is nothing to look at. */
        SKIP
    }

    public Finding {
        if (status == Status.NG && remedy.isEmpty()) {
            throw new IllegalArgumentException("NG needs a remedy: " + check + ", " + said);
        }
    }
}
