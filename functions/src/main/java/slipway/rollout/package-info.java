/** The rules, and the ports to what they need. Imports {@link slipway.release} and the JDK, nothing else. */
package slipway.rollout;
