package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Restore;

/** Decides whether production runs the baseline again: the same digests, healthy. */
final class RestoreJudge {
    private static final Duration LONGEST_BAKE = Duration.ofSeconds(30);

    private final Deployment deployment;
    private final Restore restore;
    private final Duration bake;
    private final Sight sight;

    private RestoreJudge(Deployment deployment, Limits limits, Observation reading, Instant now) {
        this.deployment = deployment;
        this.restore = begun(deployment);
        this.bake = limits.bake().compareTo(LONGEST_BAKE) < 0 ? limits.bake() : LONGEST_BAKE;
        Signals signals = Signals.of(reading, deployment.progress().orElse(Progress.start(0)));
        Optional<String> missing = unknown(restore, reading)
                .or(() -> Health.stale(reading, restore.rollout().orElseThrow(), before(deployment, reading.service())))
                .or(() -> new Health(reading).missing(signals.all().isEmpty() ? Optional.empty() : Optional.of(signals.all().getLast().words())))
                .or(() -> otherImage(reading))
                .or(() -> named(reading) ? Optional.empty() : BaselineImages.unproven(restore.release(), reading));
        this.sight = Sight.of(deployment, limits, reading, missing, signals, restore.at(), bake, restore.deadline(), now);
    }

    static Verdict decide(Deployment deployment, Limits limits, Optional<Observation> reading, Instant now) {
        return reading.map(seen -> new RestoreJudge(deployment, limits, seen, now).decide()).orElseGet(() -> unread(deployment, now));
    }

    private Verdict decide() {
        return lost()
                .or(this::impossible)
                .or(() -> sight.healthyFor(bake) ? Optional.of(new Verdict.Settle(sight.progress())) : Optional.empty())
                .or(this::late)
                .or(this::missed)
                .orElseGet(() -> new Verdict.Wait(sight.progress()));
    }

    private static Verdict unread(Deployment deployment, Instant now) {
        Restore restore = begun(deployment);
        Progress progress = Unread.after(deployment, restore.deadline(), now);
        return now.isBefore(progress.fair(restore.deadline()))
                ? new Verdict.Wait(progress)
                : new Verdict.RollBack(progress, Causes.notRestored(restore, "AWS gave no reading at the last " + progress.unread() + " looks"));
    }

    private static Restore begun(Deployment deployment) {
        return deployment.restore().orElseThrow(() -> new IllegalStateException("a restore has begun"));
    }

    /** The PRIMARY is neither the restore's nor, before that is known, the one that is left. */
    private Optional<Verdict> lost() {
        ServiceNow service = sight.reading().service();
        Optional<String> expected = restore.rollout().or(() -> deployment.change().map(Change::rollout));
        if (service.desired() == 0) {
            return Optional.of(new Verdict.GiveWay(sight.progress(), Causes.scaledToZero(service)));
        }
        boolean awaited = expected.isEmpty() || service.primary().id().equals(expected.get()) || before(deployment, service).contains(service.primary().id());
        if (awaited && restore.way() != Restore.Way.LEFT) {
            return Optional.empty();
        }
        return sight.reading().rollout().filter(one -> one.givenUp() && restore.rollout().isPresent())
                .<Verdict>map(one -> notRestored(Causes.givenUp(one, service, sight.signals()).sentence()))
                .or(() -> Optional.of(new Verdict.GiveWay(sight.progress(), Causes.someoneElse(service, expected.orElse("ours")))));
    }

    /** The stop came too late: ECS has completed what it was asked to roll back (ECS guide: service-deployment, ROLLBACK_REQUESTED). */
    private Optional<Verdict> missed() {
        boolean completed = sight.reading().service().primary().completed() && deployment.change().map(Change::rollout)
                .filter(sight.reading().service().primary().id()::equals).isPresent();
        return restore.rollout().isEmpty() && completed ? Optional.of(new Verdict.GoOn(sight.progress())) : Optional.empty();
    }

    /** What no waiting mends: ECS gave the restore up, its tasks can't ever run, or it is completed with other images. */
    private Optional<Verdict> impossible() {
        if (restore.rollout().isEmpty()) {
            return Optional.empty();
        }
        return sight.reading().rollout().filter(Rollout::givenUp).map(one -> Causes.givenUp(one, sight.reading().service(), sight.signals()).sentence())
                .or(() -> sight.signals().unstartable().map(Signal::words))
                .or(() -> sight.reading().rollout().filter(Rollout::completed).flatMap(_ -> otherImage(sight.reading())))
                .map(this::notRestored);
    }

    private Optional<Verdict> late() {
        return sight.now().isBefore(sight.progress().fair(restore.deadline())) ? Optional.empty() : Optional.of(notRestored("not within "
                + Causes.time(Duration.between(restore.at(), restore.deadline())) + ", it last waited for " + sight.progress().waitsFor()));
    }

    private Verdict notRestored(String why) {
        return new Verdict.RollBack(sight.progress(), Causes.notRestored(restore, why));
    }

    /**
     * The deployments that the restore's replaces; none of them becomes PRIMARY again. An update whose reply was
     * lost is known by its revision, as is ECS's own way back to what the baseline is the pinned copy of.
     */
    private static Set<String> before(Deployment deployment, ServiceNow service) {
        Optional<String> revision = Optional.of(service.primary().taskDefinition());
        Optional<String> unnamed = Optional.of(service.primary().id()).filter(_ -> deployment.plan().filter(plan -> plan.baseline().copyOf().equals(revision)
                || deployment.change().isEmpty() && plan.to().revision().equals(revision)).isPresent());
        Optional<String> collided = deployment.restore().flatMap(Restore::replaced).map(theirs -> theirs.split(" ", 2)[0]);
        return Stream.of(deployment.change().map(Change::rollout), deployment.plan().map(Plan::rollout), unnamed, collided).flatMap(Optional::stream)
                .filter(id -> !deployment.restore().flatMap(Restore::rollout).equals(Optional.of(id))).collect(Collectors.toSet());
    }

    private boolean named(Observation reading) {
        return BaselineImages.named(deployment, restore.release(), reading);
    }

    private Optional<String> otherImage(Observation reading) {
        return named(reading) ? Optional.empty() : BaselineImages.other(restore.release(), reading);
    }

    private static Optional<String> unknown(Restore restore, Observation reading) {
        return restore.rollout().isPresent() ? Optional.empty()
                : Optional.of("ECS to start the rollback; " + reading.service().primary().id() + " is still PRIMARY");
    }
}
