package slipway.sandbox.faults;

import java.time.Duration;
import slipway.release.Ending;
import slipway.sandbox.cloud.Behaviour;

/** What a push is meant to come to where nothing goes wrong on the way. */
enum Plot {
    /** A healthy image. */
    GOES_LIVE(Behaviour.GOOD, Ending.SUCCEEDED, false),

    /** The service's own revision names a tag, so that Roll back updates the service to the copy that names digests. */
    BACK_BY_UPDATE(Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1), Ending.ROLLED_BACK, false),

    /** The baseline came by an earlier deployment, so that Roll back stops the service deployment. */
    BACK_BY_STOP(Behaviour.GOOD.crashingAfter(Duration.ofSeconds(2), 1), Ending.ROLLED_BACK, true);

    final Behaviour image;
    final Ending ending;
    final boolean deployedBefore;

    Plot(Behaviour image, Ending ending, boolean deployedBefore) {
        this.image = image;
        this.ending = ending;
        this.deployedBefore = deployedBefore;
    }
}
