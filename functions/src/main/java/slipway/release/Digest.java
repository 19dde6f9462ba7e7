package slipway.release;

import java.util.Optional;

/** Content address of a container image; two equal digests are the same bytes. */
public record Digest(String value) {
    private static final String ALGORITHM = "sha256:";
    private static final int LENGTH = ALGORITHM.length() + 64;

    /** @throws IllegalArgumentException unless the value is {@code sha256:} and 64 hex digits */
    public Digest {
        if (!is(value)) {
            throw new IllegalArgumentException("digest should match sha256:[0-9a-f]{64}, was " + value);
        }
    }

    /** Returns the digest that an image's URI ends with, {@code HOST/NAME@sha256:…}; empty if it names none. */
    public static Optional<Digest> in(String uri) {
        String text = uri.substring(uri.indexOf('@') + 1);
        return text.length() < uri.length() ? of(text) : Optional.empty();
    }

    /** Returns the digest that the text is; empty if it is none. */
    public static Optional<Digest> of(String text) {
        return is(text) ? Optional.of(new Digest(text)) : Optional.empty();
    }

    /** Without a regular expression: each record that is read has some. */
    private static boolean is(String text) {
        if (text.length() != LENGTH || !text.startsWith(ALGORITHM)) {
            return false;
        }
        for (int i = ALGORITHM.length(); i < LENGTH; i++) {
            char one = text.charAt(i);
            if ((one < '0' || one > '9') && (one < 'a' || one > 'f')) {
                return false;
            }
        }
        return true;
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
