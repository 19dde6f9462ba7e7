package slipway.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a deployment is going to do, decided before anything is touched.
 *
 * @param running what the target ran when this was planned, the revision as the service names it
 * @param rollout the service's PRIMARY deployment at that time; Update touches nothing if it is another by then
 * @param desired the service's desired count at that time
 * @param to what it is to run; without a revision where one is still to be registered
 * @param deadline when a rollout that has not settled goes back; counted anew from the first change, since what waits for AWS's
 *     quotas before it has changed nothing
 * @param alarms of the target's that were not well at that time; absent in what an older Slipway has written: none
 * @param ignored of the alarms in the service's own deployment configuration those that were in ALARM at that time: where there is one, ECS
 *     ignores them all for the rollout
 * @param unprotected what a lifecycle rule of the registry may delete though the target wants it kept; absent as alarms may be
 * @param traffic by which steps the calls go over; absent: all at once
 * @param imprint of the image that it brings; absent as alarms may be
 * @param groups the ARNs of the target groups in which it is seen: where people look; absent as alarms may be
 * @param log the log group of a function; absent as alarms may be, and where there is none of its own: the group of its name
 * @param since when an earlier deployment told the target to run the very same, and handed that over; absent where there was none
 * @param unserved whether Lambda had not taken the code that was found running, so that its callers got what ran before; absent: it had
 */
public record Plan(
        Release running, String rollout, int desired, Release to, Baseline baseline, Instant deadline, List<Alarmed> alarms, List<Alarmed> ignored,
        List<Unprotected> unprotected, Optional<Traffic> traffic, Optional<Imprint> imprint, List<String> groups, Optional<String> log, Optional<Instant> since, boolean unserved) {
    public Plan {
        alarms = alarms == null ? List.of() : List.copyOf(alarms);
        ignored = ignored == null ? List.of() : List.copyOf(ignored);
        traffic = traffic == null ? Optional.empty() : traffic;
        groups = groups == null ? List.of() : List.copyOf(groups);
        imprint = imprint == null ? Optional.empty() : imprint;
        log = log == null ? Optional.empty() : log;
        since = since == null ? Optional.empty() : since;
        unprotected = unprotected == null ? List.of() : List.copyOf(unprotected);
    }

    /** A plan for what no earlier deployment has told the target to run. */
    public Plan(Release running, String rollout, int desired, Release to, Baseline baseline, Instant deadline, List<Alarmed> alarms, List<Alarmed> ignored,
            List<Unprotected> unprotected, Optional<Traffic> traffic, Optional<Imprint> imprint, List<String> groups, Optional<String> log) {
        this(running, rollout, desired, to, baseline, deadline, alarms, ignored, unprotected, traffic, imprint, groups, log, Optional.empty(), false);
    }

    /** A plan for an image of which nothing more is known. */
    public Plan(Release running, String rollout, int desired, Release to, Baseline baseline, Instant deadline, List<Alarmed> alarms, List<Alarmed> ignored,
            List<Unprotected> unprotected, Optional<Traffic> traffic) {
        this(running, rollout, desired, to, baseline, deadline, alarms, ignored, unprotected, traffic, Optional.empty(), List.of(), Optional.empty());
    }

    /** A plan for which nothing was tagged yet. */
    public Plan(Release running, String rollout, int desired, Release to, Baseline baseline, Instant deadline, List<Alarmed> alarms) {
        this(running, rollout, desired, to, baseline, deadline, alarms, List.of(), List.of(), Optional.empty());
    }

    /** A plan for a target whose alarms, if it has any, are well. */
    public Plan(Release running, String rollout, int desired, Release to, Baseline baseline, Instant deadline) {
        this(running, rollout, desired, to, baseline, deadline, List.of());
    }

    /** Says whether what it brings runs already, since an earlier deployment has left it to this one in mid-rollout: then there is nothing to change, and all to watch. */
    public boolean there() {
        return running.sameImages(to) && running.images().keySet().equals(to.images().keySet())
                && running.images().entrySet().stream().allMatch(now -> EcrHost.same(now.getValue(), to.images().get(now.getKey())));
    }

    /** Returns what ran before that which it brings. */
    public Release before() {
        return there() ? baseline.release() : running;
    }

    public Plan with(Baseline pinned) {
        return new Plan(running, rollout, desired, to, pinned, deadline, alarms, ignored, unprotected, traffic, imprint, groups, log, since, unserved);
    }

    /** The same for an image of which this is known. */
    public Plan of(Imprint known) {
        return new Plan(running, rollout, desired, to, baseline, deadline, alarms, ignored, unprotected, traffic, Optional.of(known), groups, log, since, unserved);
    }

    /** The same with its time counted from another instant. */
    public Plan by(Instant other) {
        return new Plan(running, rollout, desired, to, baseline, other, alarms, ignored, unprotected, traffic, imprint, groups, log, since, unserved);
    }

    /** Adds the revision that is to run. */
    public Plan withRevision(String revision) {
        return new Plan(running, rollout, desired, to.withRevision(revision), baseline, deadline, alarms, ignored, unprotected, traffic, imprint, groups, log, since, unserved);
    }

    /** The same with what is not protected now. */
    public Plan unprotected(List<Unprotected> now) {
        return new Plan(running, rollout, desired, to, baseline, deadline, alarms, ignored, now, traffic, imprint, groups, log, since, unserved);
    }
}
