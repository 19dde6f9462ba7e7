/** AWS's protocols over the sandbox's services: HTTP requests in, HTTP answers out, without a socket. */
package slipway.sandbox.wire;
