/** What people and machines are told, rendered from a deployment: pure. Imports {@link slipway.release}, the JDK and Slack's model of Block Kit. */
package slipway.notice;
