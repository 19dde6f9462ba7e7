package slipway.cli.bench;

import java.time.Duration;
import slipway.sandbox.cloud.Behaviour;

/** A way to bring a new image to the shop's service {@code api}, in a sandbox of its own. */
interface Way {
    /** Lets an hour pass, so that each deployment begins in the same world: nothing under way, no stopped tasks listed. */
    void rest();

    /**
     * Brings the next image, which behaves so; returns the virtual time until it was told done.
     *
     * @throws IllegalStateException if it did not end as such an image has to
     */
    Duration deploy(Behaviour behaviour);
}
