/** Lambda functions whose code is Java in this process: the shipped handlers, called with serialised payloads. */
package slipway.sandbox.cloud.lambda;
