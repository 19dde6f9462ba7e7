package slipway.cli.bench.verdicts;

/**
 * What one seed came to.
 *
 * @param kind what is wrong with the image, or what went wrong around a good one
 * @param cause the code of Slipway's cause
 * @param told in one line: what was drawn, and Slipway's sentence
 */
public record Result(long seed, Fate fate, String kind, String cause, String told) {}
