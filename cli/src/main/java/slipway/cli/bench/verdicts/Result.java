package slipway.cli.bench.verdicts;

import java.util.SortedSet;

/**
 * What one seed came to.
 *
 * @param kinds what is wrong with the image; around a good one, all that befell and went wrong
 * @param cause the code of Slipway's cause
 * @param told in one line: what was drawn, and Slipway's sentence
 */
public record Result(long seed, Fate fate, SortedSet<String> kinds, String cause, String told) {}
