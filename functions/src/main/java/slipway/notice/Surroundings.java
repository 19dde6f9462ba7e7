package slipway.notice;

import java.util.Map;
import java.util.Optional;
import slipway.release.Digest;
import slipway.release.Tag;
import slipway.release.Target;

/**
 * What a message needs beside the deployment.
 *
 * @param target absent if its document is gone
 * @param tags by which tag a digest came, as far as the ledger knows
 */
public record Surroundings(String region, Optional<Target> target, Map<Digest, Tag> tags) {
    public Surroundings {
        tags = Map.copyOf(tags);
    }
}
