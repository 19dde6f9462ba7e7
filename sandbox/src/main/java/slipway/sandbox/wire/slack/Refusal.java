package slipway.sandbox.wire.slack;

/**
 * Why Slack does not take a message.
 *
 * @param code what Slack answers
 * @param why for people, with the limit
 */
record Refusal(String code, String why) {}
