package slipway.sandbox.asl;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The optimised integrations that a Task may name, and which arguments they take. */
enum Resource {
    LAMBDA_INVOKE("lambda", "invoke", false, Set.of("FunctionName"), Set.of("FunctionName", "Payload")),
    LAMBDA_INVOKE_WITH_TOKEN("lambda", "invoke.waitForTaskToken", true, Set.of("FunctionName"), Set.of("FunctionName", "Payload")),
    START_EXECUTION("states", "startExecution", false, Set.of("StateMachineArn"), Set.of("StateMachineArn", "Name", "Input"));

    private final String type;
    private final String action;
    private final boolean token;
    private final Set<String> required;
    private final Set<String> allowed;

    Resource(String type, String action, boolean token, Set<String> required, Set<String> allowed) {
        this.type = type;
        this.action = action;
        this.token = token;
        this.required = required;
        this.allowed = allowed;
    }

    static Optional<Resource> of(String arn) {
        return Arrays.stream(values()).filter(resource -> resource.arn().equals(arn)).findFirst();
    }

    String arn() {
        return "arn:aws:states:::" + type + ":" + action;
    }

    /** Returns {@code resourceType} of history events. */
    String type() {
        return type;
    }

    /** Returns {@code resource} of history events. */
    String action() {
        return action;
    }

    /** Says whether the task waits until someone sends its token back. */
    boolean token() {
        return token;
    }

    Set<String> required() {
        return required;
    }

    Set<String> allowed() {
        return allowed;
    }
}
