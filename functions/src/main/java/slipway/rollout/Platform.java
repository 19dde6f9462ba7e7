package slipway.rollout;

import java.time.Instant;
import slipway.release.Deployment;

/** One target as a deployment reads it, whatever kind of target it is; each kind has one of its own. */
public interface Platform {
    /**
     * Reads what the target runs, before anything is decided.
     *
     * @param known what the ledger knows of the target
     * @throws BadInput if it is of a kind or in a state that can't be deployed to
     */
    Survey survey(TargetState known);

    /**
     * Takes one reading of a rollout and has it judged; not being answered says nothing about the rollout.
     *
     */
    Look look(Deployment deployment, Wishes wishes, Instant now);

    /** Takes one reading of a restore and has it judged. */
    Look lookBack(Deployment deployment, Instant now);

    /**
     * One look.
     *
     * @param deployment with what the look found out about it, without the verdict's own progress
     */
    record Look(Deployment deployment, Verdict verdict) {}
}
