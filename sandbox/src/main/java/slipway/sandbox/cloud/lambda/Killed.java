package slipway.sandbox.cloud.lambda;

/** The process of a function ends in the middle of its work: what it has done stays done, and nobody hears of it. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1;

    private final String seenAs;

    /** @param seenAs the error that Step Functions sees: {@code Lambda.Unknown}, or {@code Sandbox.Timedout} at the function's timeout */
    public Killed(String seenAs) {
        super("killed", null, false, false);
        this.seenAs = seenAs;
    }

    /** Returns what the caller sees. */
    Result result() {
        return Result.failed(seenAs, "The process ended before it answered.");
    }
}
