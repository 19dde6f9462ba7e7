package slipway.release;

/**
 * The tag that Slipway puts on an image which is live or can be gone back to, so that the registry's own rules can leave it alone:
 * {@code slipway-live-TARGET-DIGEST}, of the digest its first twelve hex digits. It has at most 89 characters, of those that ECR
 * allows (128), and names one image for ever: another digest has another tag.
 */
public final class LiveTag {
    /** No tag that begins so chooses an image for a target. */
    public static final String PREFIX = "slipway-live-";

    private LiveTag() {}

    /** Returns the tag of an image that a target runs, or can go back to. */
    public static Tag of(TargetName target, Digest digest) {
        return new Tag(PREFIX + target + "-" + digest.brief());
    }

    /** Says whether Slipway has put the tag, of whatever target and of whatever account. */
    public static boolean is(Tag tag) {
        return tag.value().startsWith(PREFIX);
    }
}
