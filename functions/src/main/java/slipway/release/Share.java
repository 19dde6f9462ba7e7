package slipway.release;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A second version of a function, which gets some of the calls of its alias.
 *
 * @param revision the version's ARN
 * @param image the image that it runs, by digest
 * @param weight between 0 and 1, as Lambda has it (API_AliasRoutingConfiguration)
 */
public record Share(String revision, String image, double weight) {
    /** Returns {@code 10 %}, or {@code 12.5 %}. */
    public String percent() {
        return percent(weight);
    }

    /** The same of any weight. */
    public static String percent(double weight) {
        return BigDecimal.valueOf(weight * Traffic.ALL).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " %";
    }
}
