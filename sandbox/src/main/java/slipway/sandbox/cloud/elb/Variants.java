package slipway.sandbox.cloud.elb;

/**
 * Where AWS's documents disagree or say nothing of target health, both ways: a deployer has to survive each (docs/ECS-BEHAVIOUR.md).
 *
 * @param freshNeedThreshold a new target is healthy after healthyThreshold passes (API: HealthyThresholdCount); else after one
 *     (target-group-health-checks)
 * @param failuresExceed a target is unhealthy once its failures exceed unhealthyThreshold (target-group-health-checks); else once they
 *     reach it (API: UnhealthyThresholdCount)
 * @param unusedStayListed a target that has drained is listed as unused for five minutes (edit-target-group-attributes has it become
 *     unused); else it is gone
 */
public record Variants(boolean freshNeedThreshold, boolean failuresExceed, boolean unusedStayListed) {
    public static final Variants DEFAULT = new Variants(false, false, false);
}
