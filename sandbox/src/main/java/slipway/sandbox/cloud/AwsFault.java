package slipway.sandbox.cloud;

/** An error as AWS answers it: a code, a message, and the HTTP status that goes with it. */
public final class AwsFault extends RuntimeException {
    private final String code;
    private final int status;
    private final boolean modelled;

    public AwsFault(int status, String code, String message) {
        this(status, code, message, true);
    }

    private AwsFault(int status, String code, String message, boolean modelled) {
        super(message);
        this.status = status;
        this.code = code;
        this.modelled = modelled;
    }

    /** A client error with status 400, which is what most of AWS's JSON and Query services use. */
    public static AwsFault of(String code, String message) {
        return new AwsFault(400, code, message);
    }

    /** The sandbox does not model this: never a silent yes. */
    public static AwsFault notModelled(String what) {
        return notModelled(501, "NotModelledBySandbox", what);
    }

    /** The same under a code of AWS's own: real clients know how a protocol says that there is no such operation. */
    public static AwsFault notModelled(int status, String code, String what) {
        return new AwsFault(status, code, "The sandbox does not model " + what + ".", false);
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /** Says whether AWS would have told this too; false: the sandbox knows no better. */
    public boolean modelled() {
        return modelled;
    }
}
