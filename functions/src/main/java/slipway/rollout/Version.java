package slipway.rollout;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import slipway.release.Tag;

/**
 * A tag read as a semantic version (semver.org, 2.0.0), with or without a {@code v} before it. A moving tag such as {@code 1.2}
 * is none: it names no one version.
 *
 * @param written the tag as it is, for people
 */
record Version(Semver number, String written) implements Comparable<Version> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
    /** The library reads numbers as int and long, and fails at longer ones. */
    private static final String IDENTIFIER = "(0|[1-9][0-9]{0,17}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
    /** What may follow three numbers. */
    static final String PRE_RELEASE = "(-" + IDENTIFIER + "(\\." + IDENTIFIER + ")*)?";
    private static final Pattern SHAPE = Pattern.compile("v?" + NUMBER + "\\." + NUMBER + "\\." + NUMBER + PRE_RELEASE);

    /** Returns the tag's version; empty if it is none. */
    static Optional<Version> of(Tag tag) {
        return SHAPE.matcher(tag.value()).matches()
                ? Optional.ofNullable(Semver.parse(tag.value())).map(number -> new Version(number, tag.value())) : Optional.empty();
    }

    @Override
    public int compareTo(Version other) {
        return number.compareTo(other.number);
    }
}
