package slipway.sandbox.asl;

/** A task that waits for its token: SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat end up here. */
public interface Callback extends Reply {
    /** Says whether the task still waits; else AWS answers TaskTimedOut. */
    boolean open();

    void heartbeat();
}
