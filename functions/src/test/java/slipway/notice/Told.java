package slipway.notice;

import java.util.Optional;
import slipway.release.Deployment;

/** What a sample's message is made of: a deployment at a moment, or a notice of what is none. */
record Told(Optional<Moment> moment, Optional<Deployment> deployment, Optional<Surroundings> around, Optional<Notice> said) {
    static Told of(Moment moment, Deployment deployment, Surroundings around) {
        return new Told(Optional.of(moment), Optional.of(deployment), Optional.of(around), Optional.empty());
    }

    static Told of(Notice notice) {
        return new Told(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(notice));
    }

    Notice notice() {
        return said.orElseGet(() -> Notice.of(moment.orElseThrow(), deployment.orElseThrow(), around.orElseThrow()));
    }
}
