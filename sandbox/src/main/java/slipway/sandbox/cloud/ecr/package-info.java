/** Elastic Container Registry: repositories, images by digest, tags, and the events of pushes. */
package slipway.sandbox.cloud.ecr;
