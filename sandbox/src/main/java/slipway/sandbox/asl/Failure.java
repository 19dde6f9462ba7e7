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

    /** Says whether a Retry or Catch with these names takes this failure. */
    boolean matches(List<String> names) {
        return names.stream().anyMatch(this::matches);
    }

    private boolean matches(String name) {
        if (name.equals(error) || !also.isEmpty() && name.equals(also)) {
            return true;
        }
        boolean terminal = error.equals(DATA_LIMIT) || error.equals(RUNTIME);
        return switch (name) {
            case "States.ALL" -> !terminal;
            case "States.TaskFailed" -> !terminal && !error.equals(TIMEOUT);
            default -> false;
        };
    }

    /** Returns {@code $states.errorOutput}. */
    Map<String, Object> output() {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("Error", error);
        output.put("Cause", cause);
        return output;
    }
}
