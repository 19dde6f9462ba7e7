package slipway.rollout;

import java.time.Instant;
import java.time.InstantSource;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Restore;

/** The writes to one target, whatever kind it is; only Update and Roll back are given this port. */
public interface PlatformChanges {
    /**
     * Makes what has to be there before the target is touched; asked again it makes nothing twice.
     *
     * @return the plan with the revisions that were made
     */
    Plan prepared(Plan plan);

    /**
     * Tells the target to run what is planned: all at once, or the next step of it where there are several. Asked again
     * after a lost reply it finds its own work and changes nothing more.
     *
     * @param sent whether a change may have been made that is not recorded
     * @param clock read right before the change: what an alarm has said until then is not about it, however long a look took
     * @param last what is looked at right before each change, when all else was verified: whether the claim is still the caller's
     * @throws Interrupted if somebody else has changed the target since, or the platform has taken back what was sent
     * @throws TryAgain if it can't be done now
     */
    Change change(Deployment deployment, boolean sent, InstantSource clock, Runnable last);

    /**
     * Makes what has to be there before the target goes back, where it is gone by then; asked again it makes nothing twice.
     *
     * @return the plan with the baseline that can be gone back to
     */
    Plan returnable(Plan plan);

    /**
     * Brings the baseline back by the way that fits what it finds, or the next step of it; what someone else has changed
     * since is left alone.
     *
     * @param deadline when a restore that begins now and is not healthy needs a human
     * @param sent whether a change may have been made that is not recorded
     * @param keep whether what failed is left to a person: then it is not turned around, wherever ours runs
     * @param last what is looked at right before each change
     */
    Restore restore(Deployment deployment, Instant now, Instant deadline, boolean sent, boolean keep, Runnable last);
}
