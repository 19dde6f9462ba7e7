package slipway.release;

/**
 * An image that a target runs or can go back to, and that has not got its {@link LiveTag}.
 *
 * @param image {@code HOST/NAME@sha256:…}
 * @param detail what is to be said beside that: the digest that has the tag, or what AWS said; else empty
 */
public record Unprotected(String image, Why why, String detail) {
    /** What stood in the way. */
    public enum Why {
        /** Slipway may not put tags in this repository. */
        DENIED,
        /** The tag is on another image, and is never moved. */
        TAKEN,
        /** There is no such image any more. */
        GONE,
        /** The registry did not answer in time, or was busy. */
        UNANSWERED,
        /** The registry does not take the tag. */
        REFUSED
    }
}
