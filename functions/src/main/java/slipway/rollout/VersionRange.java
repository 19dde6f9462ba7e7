package slipway.rollout;

import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/**
 * A range of versions in npm's grammar. A pre-release is in it only if the range names one of the same three numbers:
 * {@code ^1.2} does not bring {@code 1.3.0-rc.1}, {@code ^1.3.0-0} does.
 */
record VersionRange(RangeList within) {
    private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
    private static final String VERSION = "v?" + NUMBER + "(\\." + NUMBER + "(\\." + NUMBER + Version.PRE_RELEASE + ")?)?";
    private static final String COMPARATOR = "((\\^|~|>=|<=|>|<|=)? ?" + VERSION + "|v?" + NUMBER + "(\\." + NUMBER + ")?\\.[x*]|\\*)";
    private static final String SET = "(" + VERSION + " - " + VERSION + "|" + COMPARATOR + "( " + COMPARATOR + ")*)";
    /** The library takes a text that it can't read for "none", or for "any": so the grammar is checked before. */
    private static final Pattern SHAPE = Pattern.compile(SET + "( ?\\|\\| ?" + SET + ")*");

    /** Returns the range; empty if the text is none. */
    static Optional<VersionRange> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new VersionRange(RangeListFactory.create(text))) : Optional.empty();
    }

    boolean has(Version version) {
        return version.number().satisfies(within);
    }
}
