package slipway.release;

/**
 * Which tags of its repository a target follows.
 *
 * @param pattern the tag, or the glob ({@code *} any characters, {@code ?} one); empty for {@link Kind#ANY}
 */
public record Tags(Kind kind, String pattern) {
    /** How {@link #pattern} is read. */
    public enum Kind {
        /** One tag; what it names now is what counts. */
        EXACT,
        /** All tags that match the glob; the newest push counts. */
        GLOB,
        /** All tags; the newest push counts. */
        ANY
    }
}
