/** Deploys the shipped template into a sandbox, as CloudFormation and SAM would: no second description of Slipway exists. */
package slipway.sandbox.stack;
