package slipway.sandbox.wire;

import slipway.sandbox.cloud.AwsFault;

/** What goes wrong with a call on its way; drawn before the call is made. */
public sealed interface Fault {
    record None() implements Fault {}

    /**
     * The caller is told an error that the service did not raise.
     *
     * @param tookEffect whether the service did what was asked all the same
     */
    record Error(AwsFault told, boolean tookEffect) implements Fault {}

    /**
     * The caller is told nothing, until it times out.
     *
     * @param tookEffect true: the answer was lost; false: the request was
     */
    record Silence(boolean tookEffect) implements Fault {}

    /** The call is refused as AWS refuses calls beyond a rate (ECS developer guide, "Request throttling"). */
    static Fault throttled() {
        return new Error(AwsFault.of("ThrottlingException", "Rate exceeded"), false);
    }

    /** The same as the service tells it: Lambda has a name and a status of its own (API_UpdateFunctionCode, TooManyRequestsException). */
    static Fault throttled(String service) {
        return service.equals("lambda") ? new Error(new AwsFault(429, "TooManyRequestsException", "Rate exceeded"), false) : throttled();
    }

    /** An internal error of the service, with status 500, either before or after its effect. */
    static Fault internal(boolean tookEffect) {
        AwsFault told = new AwsFault(500, "InternalFailure", "The request processing has failed because of an unknown error.");
        return new Error(told, tookEffect);
    }
}
