package slipway.handler;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Death;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.rollout.Claim;
import slipway.rollout.Executions;
import slipway.rollout.Executions.End;
import slipway.rollout.Recovering;

/** The owner of a claim: whether it is dead, and what becomes of the deployment that it leaves. */
final class Owner {
    /** Longer than a function may run: the Lambda of a stopped execution goes on, and writes (scenario 36). */
    static final Duration LAST_WRITER = Duration.ofSeconds(90);

    /** Step Functions tells best efforts (API_DescribeExecution): what it does not know of an execution that has only just begun says nothing. */
    private static final Duration KNOWN = Duration.ofHours(1);

    private Owner() {}

    /** Returns the end of the claim's execution, if it came so long ago that nobody writes for it any more. */
    static Optional<End> dead(Claim claim, Executions executions, Instant now) {
        return end(claim, executions, now).filter(end -> Recovering.tooEarly(end.at(), LAST_WRITER, now).isEmpty());
    }

    /** Returns how the claim's execution has ended; empty while it runs, or has begun so lately that Step Functions may not know it yet. */
    static Optional<End> end(Claim claim, Executions executions, Instant now) {
        return executions.end(claim.execution()).filter(end -> end.how().filter(how -> how == Death.How.FORGOTTEN).isEmpty() || claim.takenAt().plus(KNOWN).isBefore(now));
    }

    /**
     * Ends the deployment that a dead owner left, since something newer is brought instead; people are to be told.
     *
     * @param by the ARN of the execution that brings it, and tells them
     */
    static Deployment overtaken(Deployment left, Claim claim, End end, String by, Cause newer, Instant now) {
        return left.takenOver(end.death(claim.execution()), by, claim.number(), now, Duration.ZERO).with(newer).ended(Ending.SUPERSEDED, now);
    }
}
