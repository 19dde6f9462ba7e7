package slipway.sandbox.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of an operation, after the protocol has been taken off.
 *
 * @param caller who calls: a function's name, {@code states}, or {@code person}
 * @param input the parameters under AWS's names
 */
public record Call(String service, String operation, String caller, ObjectNode input) {}
