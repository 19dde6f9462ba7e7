/**
 * A strict interpreter of the Amazon States Language in JSONata, for what Slipway's state machines use. It refuses what it
 * does not know, runs on the sandbox's {@link slipway.sandbox.cloud.Timeline}, and knows no AWS service.
 */
package slipway.sandbox.asl;
