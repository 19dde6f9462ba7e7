package slipway.sandbox.asl;

/** A state can't go on: thrown while it is evaluated, turned into history, retries and catches by who runs it. */
final class StateFailed extends RuntimeException {
    private final Failure failure;
    private final String location;

    /** @param location the field whose evaluation failed, such as {@code Output/image}; empty if it was none */
    StateFailed(Failure failure, String location) {
        super(failure.cause(), null, false, false);
        this.failure = failure;
        this.location = location;
    }

    Failure failure() {
        return failure;
    }

    String location() {
        return location;
    }
}
