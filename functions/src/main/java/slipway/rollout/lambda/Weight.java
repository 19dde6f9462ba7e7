package slipway.rollout.lambda;

import slipway.release.Share;

/**
 * How many of an alias's calls go to a second version (API_AliasRoutingConfiguration, AdditionalVersionWeights).
 *
 * @param version its number
 * @param weight between 0 and 1
 */
public record Weight(String version, double weight) {
    /** Whole percents are what is asked for; Lambda tells what it was told. */
    private static final double EPSILON = 1e-6;

    static Weight percent(String version, int percent) {
        return new Weight(version, percent / 100.0);
    }

    /** Says whether it is that weight, as Lambda tells it. */
    public boolean is(double other) {
        return Math.abs(weight - other) < EPSILON;
    }

    /** Returns {@code 10 %}. */
    public String words() {
        return Share.percent(weight);
    }
}
