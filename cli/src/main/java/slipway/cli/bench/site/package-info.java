/** What benches bring images to. */
package slipway.cli.bench.site;
