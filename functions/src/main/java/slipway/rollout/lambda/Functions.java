package slipway.rollout.lambda;

import java.time.Duration;
import java.util.Optional;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

/** Lambda functions, as far as they are read and called. */
public interface Functions {
    /**
     * Reads the function's unpublished code and the target's alias.
     *
     * @throws BadInput if there is no such function, or no such alias of it
     */
    FunctionNow now(LambdaFunction function);

    /** Reads a published version; empty if there is none of that number. */
    Optional<Version> version(String function, String number);

    /**
     * Returns how long a call of the function may take by its own configuration.
     *
     * @param alias or version of it; absent: its unpublished code
     * @return empty if there is no such function, or no such alias of it
     */
    Optional<Duration> timeout(String function, Optional<String> alias);

    /**
     * Calls a version and waits for its answer.
     *
     * @param version its number, {@code $LATEST}, or an alias
     * @throws TryAgain if the call was not served: throttled, or no answer in time
     */
    Answer call(String function, String version, String payload);

    /**
     * What a call came to.
     *
     * @param payload what the function answered, or how Lambda tells its error: JSON
     * @param error AWS's FunctionError: {@code Unhandled}, {@code Handled}; absent where it answered
     * @param log the last lines that it logged, the oldest first; may be empty
     */
    record Answer(String payload, Optional<String> error, String log) {}
}
