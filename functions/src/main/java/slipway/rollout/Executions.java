package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Death;

/** The executions that own claims, as far as somebody else has to know. */
public interface Executions {
    /**
     * Says how an execution ended.
     *
     * @param execution its ARN
     * @return empty while it runs, or waits to be redriven; long ago if nobody knows it any more (Step Functions keeps 90 days)
     * @throws TryAgain if Step Functions did not answer
     */
    Optional<End> end(String execution);

    /**
     * How an execution ended.
     *
     * @param how empty where it succeeded
     * @param started when it began
     * @param at when it stopped
     * @param input the JSON that it began with; empty where that is not told
     * @param said what whoever stopped it gave as the cause, or what failed; foreign text
     */
    record End(Optional<Death.How> how, Instant started, Instant at, Optional<String> input, Optional<String> said) {
        /** What nobody knows any more. */
        public static final End FORGOTTEN = new End(Optional.of(Death.How.FORGOTTEN), Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.empty());

        /** Returns it as the death of the execution; one that succeeded and left something undone is taken for failed. */
        public Death death(String execution) {
            return new Death(execution, how.orElse(Death.How.FAILED), at);
        }
    }
}
