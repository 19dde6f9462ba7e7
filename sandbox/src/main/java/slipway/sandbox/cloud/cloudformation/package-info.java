/** AWS CloudFormation: what is deployed, as it is read; stacks are made by {@code slipway.sandbox.stack}. */
package slipway.sandbox.cloud.cloudformation;
