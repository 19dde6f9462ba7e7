package slipway.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Image;
import slipway.release.Release;

/** What a target runs before a deployment, and what it could be told to run. */
public interface Survey {
    /** Returns what runs, by digest. */
    Release running();

    /** Returns that by which a change of somebody else is seen: see {@link slipway.release.Plan#rollout}. */
    String rollout();

    /** Returns when the target was told to run that, where AWS says so. */
    default Optional<Instant> since() {
        return Optional.empty();
    }

    /** Returns how many tasks should run; 0 where there are none to count. */
    int desired();

    /** Says whether going back to what runs needs no copy of its revision that names digests. */
    boolean pinned();

    /**
     * Returns what of somebody else's is under way and should come to its end before a push changes the target, for people.
     *
     * @param known what the ledger knows of the target
     * @param began only what began after that is waited for
     */
    default Optional<String> underWay(TargetState known, Instant began) {
        return Optional.empty();
    }

    /** Returns why a rollback would find no room now, for people; empty if it would. */
    default Optional<String> crowded() {
        return Optional.empty();
    }

    /** Returns why what it was told to run does not come about by itself any more, and what to do, for people; empty if it may. */
    default Optional<String> givenUp() {
        return Optional.empty();
    }

    /** Returns the alarms by which ECS itself would fail a rollout; those of the target are not among them. */
    default List<String> alarms() {
        return List.of();
    }

    /** Returns the ARNs of the target groups in which it is seen; none where there are none. */
    default List<String> groups() {
        return List.of();
    }

    /** Returns the log group that a function writes to; none where containers say it each for itself. */
    default Optional<String> log() {
        return Optional.empty();
    }

    /** Says whether what is there is only shown, and calls get what ran before. */
    default boolean unserved() {
        return false;
    }

    /** Says whether all of what runs is whole now, so that it is a baseline. */
    boolean healthy();

    /** Returns what was seen, for people, where it is not healthy: {@code 1 of 2 tasks run, …}. */
    String condition();

    /**
     * Returns what would run with the target's own image.
     *
     * @throws BadInput if it could not run there
     */
    Release with(Image image);

    /**
     * Returns what would run with images chosen place by place.
     *
     * @param images the image by the name of its container
     * @throws BadInput naming a place that is not there
     */
    Release with(Map<String, Image> images);

    /** Returns the release without its revision if a target can't be told to run that any more, or would run other images by it. */
    Release startable(Release release);

    /**
     * Returns the target's own image in a release that ran here.
     *
     * @throws BadInput if the release has no place for it
     */
    Image own(Release release);
}
