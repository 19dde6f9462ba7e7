package slipway.cli.operate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import slipway.notice.Foreign;
import slipway.release.Deployment;
import slipway.release.Drift;
import slipway.release.Ending;
import slipway.release.Mode;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.Workload;
import slipway.rollout.Claim;
import slipway.rollout.Drifting;
import slipway.rollout.Freeze;
import slipway.rollout.Hold;
import slipway.rollout.Ledger;
import slipway.rollout.Planning;
import slipway.rollout.Seen;
import slipway.rollout.Sighting;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;
import slipway.rollout.Waiting;

/**
 * How it stands with one target, as the ledger knows it.
 *
 * @param place the service or function, for people
 * @param follows the repository and the tags, for people
 * @param runs what was last seen healthy there; absent if nothing was
 * @param last the last deployment that there was
 * @param unproven the deployment that ended with a person being asked to look, where nothing has proven since what runs
 * @param held the digests that are not deployed by themselves
 * @param frozen until a time, by this freeze; absent if it is not
 * @param drift the drift that people were told of
 */
record Standing(String target, String place, String follows, Mode mode, Optional<Runs> runs, Optional<Last> last, Optional<String> unproven, Optional<Claim> claim,
        Optional<Next> waiting, List<Hold> held, Optional<Freeze> frozen, Optional<Drift> drift) {
    /** So many deployments of a target are looked at for one that says what runs. */
    private static final int RECENT = 20;

    /**
     * What runs.
     *
     * @param image the URI by digest of the target's own image
     * @param since when it was first brought or found; of what was confirmed since, the last time
     * @param by who brought it, for people
     */
    record Runs(String image, Optional<String> tag, Optional<String> revision, SortedMap<String, String> images, Instant since, String deployment, String by) {}

    /** The last deployment, and how it ended; without an ending it is on its way. */
    record Last(String deployment, Optional<Ending> ending, Optional<Instant> endedAt) {}

    /** What waits for the target. */
    record Next(String deployment, String asked, Optional<String> tag, Instant since) {}

    /** Reads it. */
    static Standing of(Target target, Ledger ledger, Instant now) {
        Situation situation = ledger.freezes().situation(target.name());
        TargetState state = situation.state();
        Optional<Sighting> sighting = ledger.sightings().find(target.name());
        Optional<Deployment> newest = ledger.records().latest(target.name(), 1).stream().findFirst();
        return new Standing(target.name().value(), place(target), follows(target), target.mode(),
                state.healthy().stream().findFirst().map(seen -> runs(target, seen, ledger, newest)).or(() -> found(target, sighting)),
                newest.map(one -> new Last(one.id().value(), one.ending(), one.endedAt())), unproven(target, ledger, newest), state.claim(), state.waiting().map(Standing::next),
                ledger.holds().of(target.name()), situation.frozen(now),
                sighting.flatMap(Sighting::told).map(Sighting.Told::drift));
    }

    /** What came to nothing since does not mean that somebody has looked. */
    private static Optional<String> unproven(Target target, Ledger ledger, Optional<Deployment> newest) {
        List<Deployment> one = newest.stream().toList();
        return Drifting.decided(one).or(() -> one.isEmpty() ? Optional.empty() : Drifting.decided(ledger.records().latest(target.name(), RECENT)))
                .filter(last -> last.ending().filter(Ending::pages).isPresent()).map(last -> last.id().value());
    }

    private static Runs runs(Target target, Seen seen, Ledger ledger, Optional<Deployment> newest) {
        Optional<Deployment> by = newest.filter(one -> one.id().equals(seen.deployment())).or(() -> ledger.records().find(seen.deployment()));
        return runs(target, seen.release(), seen.tag().map(Object::toString), seen.at(), seen.deployment().value(), by.map(Standing::by).orElse("nobody knows"));
    }

    /** What ran when Slipway came. */
    private static Optional<Runs> found(Target target, Optional<Sighting> sighting) {
        return sighting.flatMap(Sighting::adopted)
                .map(one -> runs(target, one.release(), Optional.empty(), one.at(), "", "found when Slipway came"));
    }

    private static Runs runs(Target target, Release release, Optional<String> tag, Instant since, String deployment, String by) {
        String own = release.serving().values().stream().filter(uri -> Planning.repository(uri).map(Repository::name).equals(Optional.of(target.repository()))).findFirst()
                .orElseGet(() -> release.serving().isEmpty() ? "" : release.serving().firstEntry().getValue());
        return new Runs(own, tag, release.revision(), release.images(), since, deployment, by);
    }

    private static Next next(Waiting waiting) {
        return new Next(waiting.deployment().value(), waiting.request().asked(), waiting.request().tag().map(Object::toString), waiting.since());
    }

    /** Says who asked for a deployment. */
    static String by(Deployment deployment) {
        return switch (deployment.origin().by()) {
            case PUSH -> "a push";
            case SWEEP -> "the sweep";
            case HAND -> deployment.origin().said().flatMap(said -> said.by()).map(name -> Foreign.clean(name, 100)).orElse("hand");
        };
    }

    private static String place(Target target) {
        return switch (target.workload()) {
            case Workload.EcsService service -> "service " + service.cluster() + "/" + service.service();
            case Workload.LambdaFunction function -> "function " + function.function() + function.alias().map(":"::concat).orElse("");
        };
    }

    private static String follows(Target target) {
        return target.repository() + " " + target.tags().kind().name().toLowerCase(java.util.Locale.ROOT) + " " + target.tags().pattern();
    }
}
