package slipway.rollout;

import java.util.Collections;
import java.util.SortedMap;

/**
 * What a service's PRIMARY deployment runs.
 *
 * @param images the image by digest ({@code HOST/NAME@sha256:…}) of each container whose digest is known and the same in all running tasks
 * @param tasks how many of its tasks run
 * @param healthy how many of its targets are healthy; equal to {@code tasks} where it has no target group
 */
public record Running(SortedMap<String, String> images, int tasks, int healthy) {
    /** Nothing was asked of the tasks. */
    public static final Running NONE = new Running(Collections.emptySortedMap(), 0, 0);
}
