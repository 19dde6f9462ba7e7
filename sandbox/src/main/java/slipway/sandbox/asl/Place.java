package slipway.sandbox.asl;

import java.util.Set;

/** The places of a definition that have fields, with those that are modelled and those that only Step Functions has. */
enum Place {
    MACHINE(Set.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version")),
    TASK(Set.of("Type", "Comment", "QueryLanguage", "Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds", "Retry", "Catch",
            "Assign", "Output", "Next", "End"), Set.of("Credentials")),
    PASS(Set.of("Type", "Comment", "QueryLanguage", "Assign", "Output", "Next", "End")),
    CHOICE(Set.of("Type", "Comment", "QueryLanguage", "Choices", "Default", "Assign", "Output")),
    RULE(Set.of("Comment", "Condition", "Next", "Assign", "Output")),
    WAIT(Set.of("Type", "Comment", "QueryLanguage", "Seconds", "Timestamp", "Assign", "Output", "Next", "End")),
    SUCCEED(Set.of("Type", "Comment", "QueryLanguage", "Output")),
    FAIL(Set.of("Type", "Comment", "QueryLanguage", "Error", "Cause")),
    MAP(Set.of("Type", "Comment", "QueryLanguage", "Items", "ItemSelector", "ItemProcessor", "MaxConcurrency", "Retry", "Catch",
            "Assign", "Output", "Next", "End"),
            Set.of("ToleratedFailureCount", "ToleratedFailurePercentage", "ItemReader", "ItemBatcher", "ResultWriter", "Label")),
    RETRIER(Set.of("Comment", "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy")),
    CATCHER(Set.of("Comment", "ErrorEquals", "Next", "Assign", "Output")),
    PROCESSOR(Set.of("Comment", "ProcessorConfig", "StartAt", "States")),
    PROCESSOR_CONFIG(Set.of("Mode"), Set.of("ExecutionType"));

    private final Set<String> fields;
    private final Set<String> elsewhere;

    Place(Set<String> fields) {
        this(fields, Set.of());
    }

    Place(Set<String> fields, Set<String> elsewhere) {
        this.fields = fields;
        this.elsewhere = elsewhere;
    }

    /** Returns the fields that the sandbox models here. */
    Set<String> fields() {
        return fields;
    }

    /** Returns the fields that Step Functions takes here and the sandbox does not model. */
    Set<String> elsewhere() {
        return elsewhere;
    }
}
