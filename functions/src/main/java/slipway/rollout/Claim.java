package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.rollout.Newest.Arrival;

/**
 * The right to change a target.
 *
 * @param number higher than any before it on this target
 * @param execution the ARN of the execution that owns it
 * @param after the ARN of the dead execution from which it was taken over for the same deployment, where it was
 * @param newest the newest push of what it brings: its own, or one of the same digest that came while it was on its way
 * @param digest of what it brings, where that was known when it was taken: the record is written only after the claim
 * @param stopRequested set when a person wants the running rollout turned around; the holder sees it at its next look
 */
public record Claim(long number, DeploymentId deployment, String execution, Instant takenAt, Optional<StopRequest> stopRequested, Optional<String> after,
        Optional<Arrival> newest, Optional<Digest> digest) {
    public Claim {
        newest = newest == null ? Optional.empty() : newest;
        digest = digest == null ? Optional.empty() : digest;
    }

    public Claim(long number, DeploymentId deployment, String execution, Instant takenAt, Optional<StopRequest> stopRequested) {
        this(number, deployment, execution, takenAt, stopRequested, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Goes over to another execution for the same deployment, with what a person wished. */
    public Claim takenOver(long next, String by, Instant now) {
        return new Claim(next, deployment, by, now, stopRequested, Optional.of(execution), newest, digest);
    }

    public Claim stopRequested(StopRequest request) {
        StopRequest wish = stopRequested.map(first -> first.and(request)).orElse(request);
        return new Claim(number, deployment, execution, takenAt, Optional.of(wish), after, newest, digest);
    }

    /**
     * Returns as how new what it brings counts.
     *
     * @param own the deployment that has the claim; its label may have become known after the claim was taken
     */
    Arrival brings(Deployment own) {
        return newest.filter(push -> push.tag().isPresent() || !push.at().equals(own.origin().at())).orElseGet(() -> Arrival.of(own));
    }

    /**
     * Says whether it brings the image that is asked for.
     *
     * @param last the last deployment of that image which is recorded
     */
    boolean brings(Request request, Optional<Deployment> last) {
        return last.filter(one -> one.id().equals(deployment)).isPresent()
                || request.image().map(Image::digest).filter(asked -> digest.equals(Optional.of(asked))).isPresent();
    }

    /** The same, where its own record may not be written yet. */
    Optional<Arrival> bringsAsOf(Optional<Deployment> last) {
        return last.filter(one -> one.id().equals(deployment)).map(this::brings).or(this::newest);
    }

    /** Remembers that what it brings was pushed once more, and is as new as that. */
    public Claim bringing(Arrival push) {
        return new Claim(number, deployment, execution, takenAt, stopRequested, after, Optional.of(push), digest);
    }

    /** Remembers of which digest it is. */
    Claim of(Optional<Digest> known) {
        return new Claim(number, deployment, execution, takenAt, stopRequested, after, newest, known);
    }
}
