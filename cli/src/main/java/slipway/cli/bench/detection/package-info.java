/** How long a bad image is in the way, with Slipway and with what teams have today. */
package slipway.cli.bench.detection;
