/** A sandbox in wall time behind HTTP on loopback: sockets and threads end here, what is answered is the wire's. */
package slipway.sandbox.http;
