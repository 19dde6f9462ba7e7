package slipway.rollout;

/**
 * Where a target stands while nobody knows what a dead execution did to it.
 *
 * @param untouched whether it is still as it was planned upon
 * @param runs what it runs, in words for people
 */
public record Standing(boolean untouched, String runs) {}
