/** AWS IAM: roles, and what their policies allow. */
package slipway.sandbox.cloud.iam;
