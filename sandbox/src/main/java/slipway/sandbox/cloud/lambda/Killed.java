package slipway.sandbox.cloud.lambda;

import java.util.List;

/** The process of a function ends in the middle of its work: what it has done stays done, and nobody hears of it. */
public final class Killed extends Error {
    /**
     * As what Step Functions shows a process that ended or ran out of memory: the runtime's errorType as it is (seen in executions, awslabs/amazon-s3-find-and-forget#283
     * and awslabs/aws-deployment-framework#758), or what the guide still says ("Handle transient Lambda service exceptions").
     */
    public static final List<String> NAMES = List.of("Runtime.ExitError", "Runtime.OutOfMemory", "Lambda.Unknown");

    private static final long serialVersionUID = 1;

    private final String seenAs;

    /** @param seenAs the error that Step Functions sees: one of {@link #NAMES}, or {@code Sandbox.Timedout} at the function's timeout */
    public Killed(String seenAs) {
        super("killed", null, false, false);
        this.seenAs = seenAs;
    }

    /** Returns what the caller sees. */
    Result result() {
        return Result.failed(seenAs, "The process ended before it answered.");
    }
}
