/**
 * Amazon ECS with Fargate tasks and rolling deployments: task definitions, services, the scheduler, the circuit breaker,
 * service deployments. What "aws-facts" says is believed and not documented is named so where it is modelled.
 */
package slipway.sandbox.cloud.ecs;
