package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.release.Digest;
import slipway.release.Drift;
import slipway.release.Release;
import slipway.release.Target;
import slipway.release.TargetName;

/**
 * What the sweep remembers of a target between two looks. An image that was pushed before the target was first seen is
 * nobody's missed push.
 *
 * @param follows what the target followed then, in words of its own: another wish is seen for the first time again
 * @param since when it was first seen
 * @param named what its exact tag named at the last look that needed to remember it; absent before the first look
 * @param adopted what it ran when Slipway came
 * @param told the drift that people were told of; absent where it runs what it should
 */
public record Sighting(
        TargetName target, String follows, Instant since, Optional<Named> named, Optional<Adopted> adopted, Optional<Told> told) {
    /**
     * What a tag named at an instant.
     *
     * @param digest absent where there was no such tag
     */
    public record Named(Optional<Digest> digest, Instant at) {}

    /** What a target ran at an instant, brought by others. */
    public record Adopted(Release release, Instant at) {}

    /**
     * A drift, and who knows of it.
     *
     * @param channels those that were reached
     * @param again whether another may be reached later
     */
    public record Told(Drift drift, List<String> channels, boolean again) {
        public Told {
            channels = List.copyOf(channels);
        }
    }

    /** Sees a target for the first time. */
    public static Sighting first(Target target, Instant now) {
        return new Sighting(target.name(), follows(target), now, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Says whether it is of what the target follows now. */
    public boolean of(Target wish) {
        return follows.equals(follows(wish));
    }

    public Sighting named(Optional<Digest> digest, Instant at) {
        return new Sighting(target, follows, since, Optional.of(new Named(digest, at)), adopted, told);
    }

    public Sighting adopted(Release release, Instant at) {
        return new Sighting(target, follows, since, named, Optional.of(new Adopted(release, at)), told);
    }

    public Sighting told(Optional<Told> now) {
        return new Sighting(target, follows, since, named, adopted, now);
    }

    private static String follows(Target target) {
        return target.workload().place() + " " + target.registry().map(account -> account + "/").orElse("") + target.repository() + " " + target.tags().kind() + " " + target.tags().pattern();
    }
}
