package slipway.sandbox.wire;

import slipway.sandbox.cloud.AwsFault;

/** What goes wrong with a call on its way; drawn before the call is made. */
public sealed interface Fault {
    record None() implements Fault {}

    /** There were too many calls. */
    record Throttled() implements Fault {}

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

    /** The call is refused as its service refuses calls beyond a rate: {@link Protocol#throttled}. */
    static Fault throttled() {
        return new Throttled();
    }

    /** ECS registers one revision of a family at a time, and refuses the others with the code of all its refusals (hashicorp/terraform-provider-aws#9777). */
    static Fault contended() {
        return new Error(AwsFault.of("ClientException", "Too many concurrent attempts to create a new revision of the specified family."), false);
    }

    /** An internal error of the service, with status 500, either before or after its effect. */
    static Fault internal(boolean tookEffect) {
        AwsFault told = new AwsFault(500, "InternalFailure", "The request processing has failed because of an unknown error.");
        return new Error(told, tookEffect);
    }
}
