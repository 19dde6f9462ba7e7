/** {@code ./slipway bench}: what Slipway costs, beside what people do without it, measured in the same run. */
package slipway.cli.bench;
