package slipway.cli.operate;

import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Ending;

/** Whether a deployment came to what was asked. */
final class Goal {
    private Goal() {}

    /** Says whether the image is live, the rollback that a person asked for is done, or the ruling is made. */
    static boolean reached(Deployment one) {
        return one.ending().filter(ending -> switch (ending) {
            case SUCCEEDED -> true;
            case ROLLED_BACK -> wentBack(one);
            case NOT_CHANGED -> one.action().ruling();
            case SUPERSEDED, NEEDS_HUMAN -> false;
        }).isPresent();
    }

    /** Says whether it is a rollback that a person asked for, and it went well: it ends ROLLED_BACK, and nothing had to be restored. */
    static boolean wentBack(Deployment one) {
        return one.action() == Action.ROLLBACK && one.restore().isEmpty() && one.ending().filter(Ending.ROLLED_BACK::equals).isPresent();
    }
}
