/** EventBridge: the default bus, rules with patterns or schedules, delivery at least once. */
package slipway.sandbox.cloud.eventbridge;
