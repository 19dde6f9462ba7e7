package slipway.rollout;

import java.util.SortedMap;

/**
 * A task definition.
 *
 * @param images each container's image as it is written there
 * @param active whether a service can still be updated to it (not INACTIVE)
 */
public record Revision(String arn, String family, SortedMap<String, String> images, boolean active) {}
