/** AWS Step Functions: state machines and executions over the {@link slipway.sandbox.asl} interpreter. */
package slipway.sandbox.cloud.stepfunctions;
