/** The ledger without AWS: in memory, or DynamoDB Local as a process of its own. */
package slipway.sandbox.ledger;
