/** {@code ./slipway verify}: everything that a deployment will need, read and never changed. */
package slipway.cli.account.verify;
