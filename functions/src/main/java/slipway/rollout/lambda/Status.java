package slipway.rollout.lambda;

/**
 * A status of Lambda's, {@code State} or {@code LastUpdateStatus}, with why (Lambda API, FunctionConfiguration).
 *
 * @param reason AWS's sentence; empty where it says none
 * @param code AWS's reason code; empty where it says none
 */
public record Status(String value, String reason, String code) {
    public boolean is(String one) {
        return value.equals(one);
    }

    /** Returns {@code InProgress (Creating: The function is being created.)}. */
    String words() {
        String why = code.isEmpty() || reason.isEmpty() ? code + reason : code + ": " + reason;
        return value + (why.isEmpty() ? "" : " (" + why + ")");
    }
}
