/** One class for each Task of the state machines, and how they are wired. A handler is a straight line; branching is in the ASL. */
package slipway.handler;
