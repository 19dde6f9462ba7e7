package slipway.sandbox.cloud.elb;

import java.util.ArrayList;
import java.util.List;

/**
 * The HTTP codes that a health check takes for a success, written as in ELBv2's {@code Matcher.HttpCode}: {@code 200},
 * {@code 200,202}, {@code 200-299}.
 */
public record Matcher(String text, List<Range> ranges) {
    /** An inclusive range of codes. */
    public record Range(int from, int to) {}

    /**
     * @throws IllegalArgumentException if the text has another form, or a code outside of the 200 to 499 of an ALB
     * (ELB: Matcher)
     */
    public static Matcher parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", 2);
            int from = Integer.parseInt(ends[0]);
            int to = ends.length == 1 ? from : Integer.parseInt(ends[1]);
            if (from < 200 || to > 499 || from > to) {
                throw new IllegalArgumentException("matcher should be codes of 200 to 499, was " + text);
            }
            ranges.add(new Range(from, to));
        }
        return new Matcher(text, List.copyOf(ranges));
    }

    boolean matches(int code) {
        return ranges.stream().anyMatch(range -> range.from <= code && code <= range.to);
    }
}
