package slipway.sandbox.cloud.elb;

import java.util.Optional;

/**
 * A target's health as DescribeTargetHealth names it (ELBv2: TargetHealth).
 *
 * @param reason the reason code; empty for a healthy target
 */
public record TargetHealth(String state, Optional<String> reason, Optional<String> description) {
    static final TargetHealth HEALTHY = new TargetHealth("healthy", Optional.empty(), Optional.empty());
    static final TargetHealth REGISTERING = of("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
    static final TargetHealth CHECKING = of("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");
    static final TargetHealth DRAINING = of("draining", "Target.DeregistrationInProgress",
            "Target deregistration is in progress");
    static final TargetHealth NOT_REGISTERED = of("unused", "Target.NotRegistered",
            "Target is not registered to the target group");

    private static TargetHealth of(String state, String reason, String description) {
        return new TargetHealth(state, Optional.of(reason), Optional.of(description));
    }

    /** Returns what a target that fails its checks is said to suffer from; the texts are those seen in ECS's events. */
    static TargetHealth unhealthy(Probe.Answer answer) {
        return switch (answer) {
            case Probe.Answer.Code(int code) -> of("unhealthy", "Target.ResponseCodeMismatch",
                    "Health checks failed with these codes: [" + code + "]");
            case Probe.Answer.Refused() -> of("unhealthy", "Target.FailedHealthChecks", "Health checks failed");
            case Probe.Answer.Silence() -> of("unhealthy", "Target.Timeout", "Request timed out");
        };
    }

    public boolean isHealthy() {
        return state.equals("healthy");
    }

    public boolean isUnhealthy() {
        return state.equals("unhealthy");
    }
}
