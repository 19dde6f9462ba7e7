package slipway.release;

/**
 * Which tags of its repository a target follows.
 *
 * @param pattern the tag, the glob ({@code *} any characters, {@code ?} one), the range of versions ({@code ^1.2}), or the
 *     regular expression of a whole tag (RE2's syntax); empty for {@link Kind#ANY}
 */
public record Tags(Kind kind, String pattern) {
    /** How {@link #pattern} is read. */
    public enum Kind {
        /** One tag; what it names now is what counts. */
        EXACT,
        /** All tags that match the glob; the newest push counts. */
        GLOB,
        /** All tags that are a semantic version within the range; the highest version counts. */
        SEMVER,
        /** All tags that the expression matches as a whole; the newest push counts. */
        REGEX,
        /** All tags; the newest push counts. */
        ANY
    }
}
