package slipway.sandbox.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where services of the sandbox say what happened: the account's default event bus. */
@FunctionalInterface
public interface Bus {
    /**
     * Puts an event of AWS's own on the bus; it is delivered later, as its rules say.
     *
     * @param source such as {@code aws.ecr}
     * @param detailType such as {@code ECR Image Action}
     * @param resources ARNs, may be none
     */
    void emit(String source, String detailType, java.util.List<String> resources, ObjectNode detail);
}
