package slipway.release;

import java.util.regex.Pattern;

/** A label by which an image came; it may name another image tomorrow. Shaped as ECR allows (CreateImage's imageTag pattern). */
public record Tag(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** @throws IllegalArgumentException unless the value is a tag */
    public Tag {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("tag should match " + SHAPE + ", was " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
