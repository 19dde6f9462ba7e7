/** What the Tasks do where the target is an ECS service: read it, change it, and have it judged. */
package slipway.handler.ecs;
