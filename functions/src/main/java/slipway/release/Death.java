package slipway.release;

import java.time.Instant;

/**
 * The end of an execution that was to bring a deployment to its own end, and did not; another execution took the deployment over.
 *
 * @param execution the ARN of the one that died
 * @param at when it stopped
 */
public record Death(String execution, How how, Instant at) {
    /** How an execution ends without an ending (API_DescribeExecution, {@code status}). */
    public enum How {
        /** An error that nothing caught. */
        FAILED("failed"),
        /** The machine's own limit. */
        TIMED_OUT("ran out of time"),
        /** Somebody stopped it: StopExecution, or the deletion of the machine. */
        ABORTED("was aborted"),
        /** Step Functions keeps an execution for 90 days, and then knows nothing of it. */
        FORGOTTEN("is not known to Step Functions any more");

        private final String words;

        How(String words) {
            this.words = words;
        }

        /** Returns what an execution did, as a message says it. */
        public String words() {
            return words;
        }
    }
}
