package slipway.sandbox.cloud.lambda;

/**
 * Where documents disagree or are silent about Lambda, both ways: a deployer has to survive each.
 *
 * @param versionsStartPending PublishVersion of an image answers Pending (the waiter PublishedVersionActive, "Lambda function
 *     states"); else Active at once, as was recorded on AWS for an image that had run before
 * @param failureShowsNewCode after a failed update the configuration shows the code that failed, although the one before runs
 * @param conflictFirst a call with a stale RevisionId during an update hears of the conflict, not of the RevisionId
 */
public record Variants(boolean versionsStartPending, boolean failureShowsNewCode, boolean conflictFirst) {
    /** Each the way that asks more of a deployer. */
    public static final Variants DEFAULT = new Variants(true, true, true);
}
