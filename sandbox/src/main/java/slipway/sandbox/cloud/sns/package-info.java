/** Simple Notification Service: topics, and what was published to them. */
package slipway.sandbox.cloud.sns;
