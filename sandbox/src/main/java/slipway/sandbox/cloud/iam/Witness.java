package slipway.sandbox.cloud.iam;

import slipway.sandbox.cloud.Need;

/** Hears of every right that a caller with a role has needed. */
@FunctionalInterface
public interface Witness {
    /** @param caller such as a function's name */
    void asked(String caller, String role, Need need, boolean allowed);
}
