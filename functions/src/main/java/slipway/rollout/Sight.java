package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.rollout.Observation.TargetHealth;

/** One look: the reading, the causes in it, and the progress that it makes. */
record Sight(Observation reading, Signals signals, Progress progress, Instant now) {
    /** From a reading to the wait after it: an answer and, at most, one message. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    /**
     * Adds a reading to the progress made before.
     *
     * @param began when the change, or the restore, was made: health seen before it does not count
     * @param missing what is not as it should be
     */
    static Sight of(
            Deployment deployment, Limits limits, Observation reading, Optional<String> missing, Signals signals, Instant began,
            Duration bake, Instant deadline, Instant now) {
        Progress before = deployment.progress().orElse(Progress.start(0));
        Optional<Instant> since = missing.isPresent() ? Optional.empty() : before.healthySince()
                .filter(start -> !start.isBefore(began) && !signals.failedSince(start))
                .map(start -> whole(reading, before).filter(start::isBefore).orElse(start))
                .or(() -> Optional.of(began(reading, signals, before, now)));
        String waitsFor = missing.orElseGet(() -> baking(reading, since.orElseThrow(), bake));
        List<Instant> decisive = Stream.of(Stream.of(before.fair(deadline)), since.stream().map(start -> start.plus(bake)), Signals.due(reading, before).stream())
                .flatMap(some -> some).toList();
        Apart apart = Apart.read(deployment);
        int known = deployment.restore().isPresent() ? 0 : before.counts().crashes();
        // The same task may fall ill again and again, and ECS be too slow to replace it: each time that all was well in between is one.
        boolean again = signals.ill() && (before.healthySince().isPresent() || before.counts().well()) && signals.crashes() <= known;
        int crashes = again ? known + 1 : Math.max(signals.crashes(), known);
        // What is well again is no signal any more, and one more illness may decide.
        boolean recovering = crashes > 0 && since.filter(start -> Pace.fresh(start, now)).isPresent();
        int next = Pace.next(limits, before, Duration.between(began, now), signals.stirred(now) || recovering, apart, now, decisive);
        return new Sight(reading, signals, new Progress(
                before.looks() + 1, 0, since, new Health(reading).counts(crashes), waitsFor, next, apart.halves(), before.blind(), before.live(), well(reading, before)), now);
    }

    /**
     * Returns since when all has been healthy that is for the first time: since ECS completed the rollout, if no look could see that before and no
     * task of ours has failed since. So looking seldom costs a good image no time. Where only ECS's word was missing, the look before was on its
     * way for a moment until its wait began, in which nobody looked.
     */
    private static Instant began(Observation reading, Signals signals, Progress before, Instant now) {
        Instant waited = now.minusSeconds(before.nextLook());
        Instant looked = before.counts().well() ? waited.minus(ON_ITS_WAY) : waited;
        return reading.rollout().flatMap(Rollout::completedAt).filter(at -> before.looks() > 0 && before.unread() == 0 && at.isAfter(looked) && at.isBefore(reading.at()))
                .filter(at -> !signals.failedSince(at)).orElse(reading.at());
    }

    /**
     * Returns since when as many tasks have run as were desired at the look before, and are now. A task that took the place of another between two
     * looks has proven nothing before it began (seed 11017109 of the verdicts: reclaimed while AWS answered nothing); one more than there were has no such say.
     */
    private static Optional<Instant> whole(Observation reading, Progress before) {
        int needed = Math.min(reading.service().desired(), before.counts().desired());
        return new Health(reading).running().stream().flatMap(task -> task.startedAt().stream()).sorted().skip(Math.max(0, needed - 1)).findFirst();
    }

    private static SortedSet<String> well(Observation reading, Progress before) {
        SortedSet<String> groups = new TreeSet<>(before.well());
        reading.targets().stream().filter(TargetHealth::healthy).map(TargetHealth::group).forEach(groups::add);
        return groups;
    }

    /** Says whether everything has been healthy for so long, by the readings' own time. */
    boolean healthyFor(Duration bake) {
        return progress.healthySince().filter(since -> !since.plus(bake).isAfter(reading.at())).isPresent();
    }

    private static String baking(Observation reading, Instant since, Duration bake) {
        return "%d of %d healthy, %d of %d s".formatted(new Health(reading).running().size(), reading.service().desired(),
                Math.min(bake.toSeconds(), Duration.between(since, reading.at()).toSeconds()), bake.toSeconds());
    }
}
