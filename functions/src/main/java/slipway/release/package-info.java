/** The words of Slipway: values that cannot hold a wrong one. Imports nothing but the JDK. */
package slipway.release;
