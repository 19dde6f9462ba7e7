/** Slack, as far as an incoming webhook shows it. */
package slipway.sandbox.wire.slack;
