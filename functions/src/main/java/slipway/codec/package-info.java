/** How the words are written as JSON: one way, for the state machine's values and for the ledger. */
package slipway.codec;
