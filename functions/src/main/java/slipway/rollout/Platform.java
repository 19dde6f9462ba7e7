package slipway.rollout;

import java.time.Instant;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.Release;

/** One target as a deployment reads it, whatever kind of target it is; each kind has one of its own. */
public interface Platform {
    /**
     * Reads what the target runs, before anything is decided.
     *
     * @param known what the ledger knows of the target
     * @throws BadInput if it is of a kind or in a state that can't be deployed to
     * @throws TryAgain if what it runs can't be told yet, and may be before long
     */
    Survey survey(TargetState known);

    /**
     * Reads which images the target is told to run, with as few calls as can be; its health and its size do not matter.
     *
     * @param known what the ledger knows of the target
     * @return empty where nobody tells which image it is: the target names a tag and runs no task
     * @throws BadInput if it is not there
     */
    Optional<Release> runs(TargetState known);

    /**
     * Takes one reading of a rollout and has it judged; not being answered says nothing about the rollout.
     *
     */
    Look look(Deployment deployment, Wishes wishes, Instant now);

    /** Takes one reading of a restore and has it judged. */
    Look lookBack(Deployment deployment, Instant now);

    /**
     * Reads where the target stands against the deployment's plan, whatever is recorded of what was done.
     *
     * @throws BadInput if the target is gone
     */
    Standing standing(Deployment deployment);

    /**
     * One look.
     *
     * @param deployment with what the look found out about it, without the verdict's own progress
     */
    record Look(Deployment deployment, Verdict verdict) {}
}
