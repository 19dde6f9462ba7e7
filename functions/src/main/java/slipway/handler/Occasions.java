package slipway.handler;

import java.util.Optional;
import slipway.notice.Moment;
import slipway.release.Audience.Occasion;
import slipway.release.Deployment;

/** For which of a target's quiet rules a message is an occasion. */
final class Occasions {
    private Occasions() {}

    /** Returns none for what is told by every channel. */
    static Optional<Occasion> of(Moment moment, Deployment deployment) {
        return switch (moment) {
            case START, CHANGE -> Optional.of(Occasion.START);
            case OVERTAKEN -> Optional.of(Occasion.SUPERSEDED);
            case END -> ended(deployment);
            case WAITING, DRIFT, REFUSED, DIED -> Optional.empty();
        };
    }

    private static Optional<Occasion> ended(Deployment deployment) {
        return deployment.ending().flatMap(ending -> switch (ending) {
            case SUCCEEDED -> Optional.of(Occasion.SUCCEEDED);
            case SUPERSEDED -> Optional.of(Occasion.SUPERSEDED);
            case NOT_CHANGED -> deployment.action().ruling() ? Optional.empty() : Optional.of(deployment.cause().filter(cause -> cause.code().equals("SameImage")).isPresent() ? Occasion.SAME_IMAGE : Occasion.NOT_CHANGED);
            case ROLLED_BACK, NEEDS_HUMAN -> Optional.empty();
        });
    }
}
