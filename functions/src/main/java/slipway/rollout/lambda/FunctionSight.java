package slipway.rollout.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.rollout.Apart;
import slipway.rollout.Pace;

/** The progress that one look at a function makes. */
record FunctionSight(Progress progress, Instant at) {
    /** A version is usually active within seconds. */
    private static final int SOON_SECONDS = 2;

    /**
     * Adds a reading to the progress made before.
     *
     * @param read the reading's own time
     * @param missing what is not as it should be
     * @param whole what is said while it only has to stay so
     * @param began when the change, or the restore, was made: it is looked at often at first
     * @param step when its last step was made: health seen before it does not count
     */
    static FunctionSight of(Deployment deployment, Limits limits, Instant read, Optional<String> missing, String whole, Duration bake,
            Instant began, Instant step, Instant deadline, Instant now) {
        Progress before = deployment.progress().orElse(Progress.start(0));
        Optional<Instant> since = missing.isPresent() ? Optional.empty()
                : before.healthySince().filter(start -> !start.isBefore(step)).or(() -> Optional.of(read));
        String waitsFor = missing.orElseGet(() -> "%s, %d of %d s".formatted(
                whole, Math.min(bake.toSeconds(), Duration.between(since.orElseThrow(), read).toSeconds()), bake.toSeconds()));
        List<Instant> decisive = Stream.concat(Stream.of(before.fair(deadline)), since.stream().map(start -> start.plus(bake))).toList();
        Apart apart = Apart.read(deployment);
        int next = Pace.next(limits, before, Duration.between(began, now), false, apart, now, decisive);
        return new FunctionSight(new Progress(before.looks() + 1, 0, since, Counts.NONE, waitsFor, next, apart.halves(), before.blind(), before.live()), read);
    }

    /** Returns the progress with a look soon, since a step is taken now. */
    Progress soon() {
        return progress.again(SOON_SECONDS);
    }

    /** Says whether everything has been healthy for so long, by the readings' own time. */
    boolean healthyFor(Duration bake) {
        return progress.healthySince().filter(since -> !since.plus(bake).isAfter(at)).isPresent();
    }
}
