/** What AWS does, one package a service, driven by one {@link slipway.sandbox.cloud.Timeline}; no protocols, no I/O. */
package slipway.sandbox.cloud;
