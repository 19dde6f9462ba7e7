/** Secrets Manager: secrets that can be read. */
package slipway.sandbox.cloud.secretsmanager;
