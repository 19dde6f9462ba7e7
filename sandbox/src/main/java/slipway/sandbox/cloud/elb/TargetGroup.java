package slipway.sandbox.cloud.elb;

import java.time.Duration;
import java.time.Instant;

/**
 * A target group (ELBv2: TargetGroup).
 *
 * @param targetType {@code ip}, which awsvpc tasks need, or {@code instance}, which all others do
 * @param loadBalancerArn the one load balancer that uses it
 * @param deregistrationDelay how long a deregistered target drains; AWS's default is 300 s
 */
public record TargetGroup(
        String name, String arn, String targetType, int port, HealthCheck check, Duration deregistrationDelay, String loadBalancerArn,
        Instant createdAt) {
    public TargetGroup {
        if (deregistrationDelay.isNegative() || deregistrationDelay.toSeconds() > 3600) {
            throw new IllegalArgumentException("deregistration delay is 0 to 3600 seconds, was " + deregistrationDelay);
        }
    }
}
