package slipway.sandbox.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** What stands behind the resources of Task states. */
@FunctionalInterface
public interface TaskResources {
    /**
     * Starts a task.
     *
     * @param resource the resource's ARN, such as {@code arn:aws:states:::lambda:invoke}
     * @param arguments the rendered Arguments; not to be changed
     */
    void start(String resource, JsonNode arguments, TaskContext context, Reply reply);
}
