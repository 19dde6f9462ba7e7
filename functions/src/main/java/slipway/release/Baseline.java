package slipway.release;

/**
 * The last release of a target that was seen healthy, and what Plan could prove about going back to it.
 *
 * @param release with the digest that each container runs
 * @param pinned whether its revision names every image by digest; if not, Update registers a copy that does before its first change
 * @param healthy whether it was healthy when the deployment was planned
 */
public record Baseline(Release release, boolean pinned, boolean healthy) {
    public Baseline withPinned(String revision) {
        return new Baseline(release.withRevision(revision), true, healthy);
    }
}
