package slipway.handler;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.rollout.Claim;
import slipway.rollout.Executions;
import slipway.rollout.Records;

/** The owner of a claim: whether it is dead, and what becomes of the deployment that it leaves. */
final class Owner {
    /** Longer than a function may run: the Lambda of a stopped execution goes on, and writes (scenario 36). */
    static final Duration LAST_WRITER = Duration.ofSeconds(90);

    private Owner() {}

    /** Says whether the claim's execution has stopped so long ago that nobody writes for it any more. */
    static boolean dead(Claim claim, Executions executions, Instant now) {
        return executions.stopped(claim.execution()).filter(stop -> !stop.plus(LAST_WRITER).isAfter(now)).isPresent();
    }

    /** Ends the deployment that a dead owner left; what production runs is not known, and people are to be told. */
    static Optional<Deployment> bury(Claim claim, Records records, Instant now) {
        Optional<Deployment> left = records.find(claim.deployment()).filter(one -> one.ending().isEmpty())
                .map(one -> one.with(Cause.of("DeployerDied", "Its execution stopped before the end, so nobody watched the service any more: look at what it runs."))
                        .ended(Ending.NEEDS_HUMAN, now));
        left.ifPresent(records::write);
        return left;
    }
}
