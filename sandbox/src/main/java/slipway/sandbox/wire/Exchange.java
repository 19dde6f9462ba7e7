package slipway.sandbox.wire;

import slipway.sandbox.cloud.Call;

/**
 * One call and what became of it.
 *
 * @param reachedService false if a fault kept the call from its service
 */
public record Exchange(Call call, Outcome outcome, boolean reachedService) {
    /** Returns the operation as policies write it: {@code ecs:UpdateService}. */
    public String action() {
        return call.service() + ":" + call.operation();
    }
}
