/** Security Token Service: who is asking. */
package slipway.sandbox.cloud.sts;
