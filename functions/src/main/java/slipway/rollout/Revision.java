package slipway.rollout;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A task definition.
 *
 * @param images each container's image as it is written there
 * @param active whether a service can still be updated to it (not INACTIVE)
 * @param architecture of the processors that its tasks run on, as OCI names it; empty where only the instances tell, or not Linux
 */
public record Revision(String arn, String family, SortedMap<String, String> images, boolean active, Optional<String> architecture) {
    /** One of which nobody says what its tasks run on. */
    public Revision(String arn, String family, SortedMap<String, String> images, boolean active) {
        this(arn, family, images, active, Optional.empty());
    }
}
