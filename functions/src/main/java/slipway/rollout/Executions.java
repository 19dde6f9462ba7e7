package slipway.rollout;

import java.time.Instant;
import java.util.Optional;

/** The executions that own claims, as far as somebody else has to know. */
public interface Executions {
    /**
     * Says since when an execution does not run any more.
     *
     * @param execution its ARN
     * @return empty while it runs; long ago if nobody knows it any more (Step Functions keeps 90 days)
     * @throws TryAgain if Step Functions did not answer
     */
    Optional<Instant> stopped(String execution);
}
