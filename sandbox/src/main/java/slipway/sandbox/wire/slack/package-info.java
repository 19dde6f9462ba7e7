/** Slack, as far as an incoming webhook and an app that posts messages show it. */
package slipway.sandbox.wire.slack;
