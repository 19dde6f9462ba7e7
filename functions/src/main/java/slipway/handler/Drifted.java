package slipway.handler;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.notice.DriftNotice;
import slipway.notice.Surroundings;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Drift;
import slipway.release.Image;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Target;
import slipway.rollout.Planning;

/** Adds to a drift what the ledger knows of its images: the tags by which they came, and how the last one was pushed. */
final class Drifted {
    private static final Logger LOG = LoggerFactory.getLogger(Drifted.class);
    private final Wiring wiring;
    private final Drift drift;
    private final Map<Digest, Tag> tags = new TreeMap<>(Comparator.comparing(Digest::value));
    private Optional<Target> target = Optional.empty();
    private Optional<Digest> back = Optional.empty();

    Drifted(Wiring wiring, Drift drift) {
        this.wiring = wiring;
        this.drift = drift;
    }

    /** What the ledger does not tell now is left out: a message with less in it is better than none. */
    DriftNotice notice(String machine) {
        try {
            target = wiring.ledger().targets().find(drift.target());
            known(drift.runs());
            back = known(drift.last());
        } catch (RuntimeException e) {
            LOG.warn("the ledger did not tell what else is known of the images: {}", e.toString());
        }
        return new DriftNotice(drift, new Surroundings(wiring.settings().region(), target, tags), machine, back);
    }

    /** Returns the target's own image in the release, as it was pushed: a function runs a child of an index, which nobody can start. */
    private Optional<Digest> known(Release release) {
        Optional<Digest> own = Optional.empty();
        for (String uri : release.serving().values()) {
            Optional<Repository> repository = Planning.repository(uri);
            Optional<Digest> digest = repository.flatMap(_ -> Reference.parse(uri).digest());
            Optional<Deployment> last = digest.flatMap(one -> wiring.ledger().records().lastOf(drift.target(), one));
            last.flatMap(Deployment::tag).ifPresent(tag -> tags.put(digest.get(), tag));
            if (own.isEmpty() && repository.equals(target.map(wiring::repository))) {
                own = last.flatMap(Deployment::image).map(Image::digest).or(() -> digest);
            }
        }
        return own;
    }
}
