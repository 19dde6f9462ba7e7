/** Slipway and its sandbox, held against parties that did not write them: botocore, moto, other evaluators. */
package slipway.strangers;
