/** AWS STS, as far as it says who calls. */
package slipway.sandbox.cloud.sts;
