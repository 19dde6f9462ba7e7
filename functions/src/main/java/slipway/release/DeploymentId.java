package slipway.release;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names one deployment; for those that Slipway starts it is the execution's name too. */
public record DeploymentId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    /** @throws IllegalArgumentException unless it can name an execution */
    public DeploymentId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("deployment should match " + SHAPE + ", was " + value);
        }
    }

    /**
     * Derives the id of what is asked of a target now: the same question has the same id until the target's next
     * deployment is closed, so that N deliveries of one push start one execution.
     *
     * @param asked the digest, or for a start by hand what makes it this start and no other
     * @param lastClosed the claim number of the target's last closed deployment
     */
    public static DeploymentId of(TargetName target, String asked, long lastClosed) {
        return new DeploymentId((target.equals(TargetName.ALL) ? "all" : target.value()) + "-" + hash(asked + "#" + lastClosed).substring(0, 16));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
