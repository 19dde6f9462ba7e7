package slipway.release;

import java.util.Optional;

/**
 * The last release of a target that was seen healthy, and what Plan could prove about going back to it.
 *
 * @param release with the digest that each container runs
 * @param pinned whether its revision names every image by digest; if not, Update registers a copy that does before its first change
 * @param healthy whether it was healthy when the deployment was planned
 * @param copyOf the revision that its own is the pinned copy of: ECS knows that one, and goes back to it by itself
 */
public record Baseline(Release release, boolean pinned, boolean healthy, Optional<String> copyOf) {
    public Baseline {
        copyOf = copyOf == null ? Optional.empty() : copyOf;
    }

    /** A baseline that is no copy. */
    public Baseline(Release release, boolean pinned, boolean healthy) {
        this(release, pinned, healthy, Optional.empty());
    }

    /** The same by a copy of its revision that names digests: of one that names tags, or that was deregistered. */
    public Baseline withPinned(String revision) {
        return new Baseline(release.withRevision(revision), true, healthy, copyOf.or(release::revision));
    }

    /** The same as another deployment finds it, that does not see it run. */
    public Baseline earlier() {
        return new Baseline(release, pinned, false, copyOf);
    }
}
