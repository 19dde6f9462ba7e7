package slipway.sandbox.wire;

import java.util.Set;

/**
 * How many calls of some operations AWS takes of an account in a region.
 *
 * @param name what the operations have in common
 * @param service by its signing name
 * @param operations those that share it; none: all of the service
 * @param burst how many at once, after a while without any
 * @param refill how many a second for ever
 * @param source where AWS, or who asked AWS, says so
 */
public record Rate(String name, String service, Set<String> operations, int burst, double refill, String source) {
    /** Says whether calls of the operation count. */
    boolean counts(String signingName, String operation) {
        return service.equals(signingName) && (operations.isEmpty() || operations.contains(operation));
    }
}
