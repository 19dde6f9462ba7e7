package slipway.sandbox.cloud;

/** An error as AWS answers it: a code, a message, and the HTTP status that goes with it. */
public final class AwsFault extends RuntimeException {
    private final String code;
    private final int status;

    public AwsFault(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** A client error with status 400, which is what most of AWS's JSON and Query services use. */
    public static AwsFault of(String code, String message) {
        return new AwsFault(400, code, message);
    }

    /** The sandbox does not model this: never a silent yes. */
    public static AwsFault notModelled(String what) {
        return new AwsFault(501, "NotModelledBySandbox", "The sandbox does not model " + what + ".");
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }
}
