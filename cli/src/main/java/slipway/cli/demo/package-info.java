/** Plays pushes against the sandbox: stories with the endings that are expected of them, and what became of them. */
package slipway.cli.demo;
