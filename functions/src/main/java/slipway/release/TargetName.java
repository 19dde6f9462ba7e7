package slipway.release;

import java.util.regex.Pattern;

/** The name of a target; its document is the SSM parameter {@code /slipway/targets/NAME}, which no {@link #ALL} can be. */
public record TargetName(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    /** Stands for all targets, those enrolled later too; only a freeze is of all. */
    public static final TargetName ALL = new TargetName("*");

    /** @throws IllegalArgumentException unless it fits into an execution's name beside 17 characters more (80 in all) */
    public TargetName {
        if (!value.equals("*") && !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("target should match " + SHAPE + ", was " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
