/** Systems Manager's Parameter Store: standard parameters, and the events of their changes. */
package slipway.sandbox.cloud.ssm;
