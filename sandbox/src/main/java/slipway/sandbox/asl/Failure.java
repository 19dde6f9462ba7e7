package slipway.sandbox.asl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why a state failed: Step Functions' Error and Cause.
 *
 * @param error the error's name; empty for a Fail state without one
 * @param cause for people; empty if there is none, as with a timeout
 * @param also a second name by which Retry and Catch know it; empty if there is none
 */
record Failure(String error, String cause, String also) {
    static final String TIMEOUT = "States.Timeout";
    static final String DATA_LIMIT = "States.DataLimitExceeded";
    static final String QUERY = "States.QueryEvaluationError";
    static final String NO_CHOICE = "States.NoChoiceMatched";
    static final String RUNTIME = "States.Runtime";
    /** Not Step Functions' but the sandbox's: AWS would go on, so nothing may catch it. */
    static final String NOT_MODELLED = "NotModelledBySandbox";

    /** Names that may stand in ErrorEquals (aws-facts, section 6); those for JSONPath alone are refused. */
    static final Set<String> RESERVED = Set.of(
            "States.ALL", TIMEOUT, "States.HeartbeatTimeout", "States.TaskFailed", "States.Permissions", "States.BranchFailed",
            NO_CHOICE, "States.ItemReaderFailed", "States.ResultWriterFailed", "States.ExceedToleratedFailureThreshold", QUERY,
            RUNTIME, DATA_LIMIT);

    Failure(String error, String cause) {
        this(error, cause, "");
    }

    /** Recorded on AWS as States.Timeout; its documents let Catch name States.HeartbeatTimeout. */
    static final Failure HEARTBEAT = new Failure(TIMEOUT, "", "States.HeartbeatTimeout");

    static Failure tooLarge(String what) {
        return new Failure(DATA_LIMIT, "The state/task '" + what
                + "' returned a result with a size exceeding the maximum number of bytes service limit.");
    }

    /** Says whether a Retry or Catch with these names takes this failure; nothing takes States.Runtime, not even by its name (recorded on AWS). */
    boolean matches(List<String> names, Variants variants) {
        return !error.equals(RUNTIME) && !error.equals(NOT_MODELLED) && names.stream().anyMatch(name -> matches(name, variants));
    }

    private boolean matches(String name, Variants variants) {
        boolean wildcards = !error.equals(DATA_LIMIT) || variants.allTakesDataLimit();
        return switch (name) {
            case "States.ALL" -> wildcards;
            case "States.TaskFailed" -> wildcards && !error.equals(TIMEOUT);
            default -> name.equals(error) || !also.isEmpty() && name.equals(also);
        };
    }

    /** Returns {@code $states.errorOutput}; what is missing is null, but a timeout's cause is an empty text (recorded on AWS). */
    Map<String, Object> output() {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("Error", error.isEmpty() ? Json.NULL : error);
        output.put("Cause", cause.isEmpty() && !error.equals(TIMEOUT) ? Json.NULL : cause);
        return output;
    }
}
