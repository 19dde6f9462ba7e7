package slipway.release;

import java.util.regex.Pattern;

/** Content address of a container image; two equal digests are the same bytes. */
public record Digest(String value) {
    private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}");

    /** @throws IllegalArgumentException unless the value is {@code sha256:} and 64 hex digits */
    public Digest {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("digest should match " + SHAPE + ", was " + value);
        }
    }

    /** Returns the first twelve hex digits, as people read them. */
    public String brief() {
        return value.substring(7, 19);
    }

    @Override
    public String toString() {
        return value;
    }
}
