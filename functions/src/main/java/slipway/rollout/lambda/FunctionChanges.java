package slipway.rollout.lambda;

import java.util.Optional;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

/**
 * The writes to a Lambda function, each only if nobody else has written since: a RevisionId that has changed is
 * {@link TryAgain}, since what is read next tells who it was; so is an update that is under way (ResourceConflictException).
 */
public interface FunctionChanges {
    /**
     * Begins to bring an image to the unpublished code; Lambda takes its time for it.
     *
     * @param image by digest, one manifest and no index
     * @throws BadInput if Lambda refuses the image
     */
    void code(Version latest, String image);

    /**
     * Publishes the unpublished code as a version; done again without a change it returns the same one.
     *
     * @return the version's ARN
     */
    String publish(Version latest);

    /**
     * Points the alias to a version.
     *
     * @param second that gets some of the calls instead; absent: all go to the one
     */
    void point(String function, Alias alias, String version, Optional<Weight> second);
}
