package slipway.cli.operate;

import java.util.Set;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Delivery;
import slipway.release.Deployment;

/** Whether a deployment came to what was asked. */
final class Goal {
    /** The ruling is made, or the deployment that was to be turned around goes back. */
    private static final Set<String> DONE = Set.of("HeldByHand", "Released", "Frozen", "Unfrozen", "Turned", "GoesBack");

    private Goal() {}

    /** Says whether the image is live, the rollback that a person asked for is done, or nothing had to be deployed for what was asked. */
    static boolean reached(Deployment one) {
        return one.ending().filter(ending -> switch (ending) {
            case SUCCEEDED -> true;
            case ROLLED_BACK -> wentBack(one);
            case NOT_CHANGED -> one.cause().filter(cause -> DONE.contains(cause.code()) || runsAlready(one, cause)).isPresent();
            case SUPERSEDED, NEEDS_HUMAN -> false;
        }).isPresent();
    }

    /** Who goes back wants something else than what runs. */
    private static boolean runsAlready(Deployment one, Cause cause) {
        return one.action() == Action.DEPLOY && cause.code().equals("SameImage");
    }

    /** Says whether it is a rollback that a person asked for, and it went well: it ends ROLLED_BACK, and nothing had to be restored. */
    static boolean wentBack(Deployment one) {
        return Delivery.rolledBackByHand(one);
    }
}
