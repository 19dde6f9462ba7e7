/** The rules for Lambda image functions, and the ports that they stand on. */
package slipway.rollout.lambda;
