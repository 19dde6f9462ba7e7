/** Elastic Load Balancing v2 as far as target groups go: registration, health checks, draining. No listeners, no traffic. */
package slipway.sandbox.cloud.elb;
