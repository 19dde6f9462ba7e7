package slipway.sandbox.wire;

import slipway.sandbox.cloud.Call;

/**
 * One call and what became of it.
 *
 * @param reachedService false if a fault kept the call from its service
 * @param tookEffect whether the service did what was asked, though the caller may have been told otherwise
 */
public record Exchange(Call call, Outcome outcome, boolean reachedService, boolean tookEffect) {
    /** A call that the caller heard the truth of. */
    public Exchange(Call call, Outcome outcome, boolean reachedService) {
        this(call, outcome, reachedService, reachedService && outcome instanceof Outcome.Answered);
    }

    /** Returns the operation as policies write it: {@code ecs:UpdateService}. CloudWatch alone signs as another than they name it. */
    public String action() {
        return (call.service().equals("monitoring") ? "cloudwatch" : call.service()) + ":" + call.operation();
    }
}
