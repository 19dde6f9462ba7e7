/** How often a good image is blamed, and how often a bad one is taken for good. */
package slipway.cli.bench.verdicts;
