package slipway.rollout;

import slipway.release.TargetName;

/** Where infrastructure code reads what is live: the parameter {@code /slipway/live/NAME}. */
public interface Live {
    /** Publishes the image of the target, {@code HOST/NAME@sha256:…}; publishing the same again changes nothing. */
    void publish(TargetName target, String image);
}
