package slipway.handler.ecs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Causes;
import slipway.rollout.Explaining;
import slipway.rollout.Lag;
import slipway.rollout.Judge;
import slipway.rollout.Observation;
import slipway.rollout.Planning;
import slipway.rollout.Platform;
import slipway.rollout.Registry;
import slipway.rollout.Revision;
import slipway.rollout.Rollout;
import slipway.rollout.Running;
import slipway.rollout.Seen;
import slipway.rollout.ServiceHistory;
import slipway.rollout.ServiceNow;
import slipway.rollout.Services;
import slipway.rollout.Standing;
import slipway.rollout.Survey;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;
import slipway.rollout.Wishes;

/**
 * An ECS service with rolling deployments, as it is read.
 *
 * @param repository whose images it follows
 * @param clock says how old a rollout is
 */
public record ServicePlatform(EcsService service, Repository repository, Limits limits, Supplier<Services> port, Supplier<Registry> registry,
        Supplier<ServiceHistory> history, InstantSource clock) implements Platform {
    /** So long a rollout's first task may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public Survey survey(TargetState known) {
        ServiceNow now = Supported.service(services().now(service), service);
        Revision revision = revision(now);
        List<String> containers = Planning.containers(service, repository, revision);
        Running tasks = services().running(service, now);
        requireTold(now.primary(), revision, tasks, known);
        return new ServiceSurvey(services(), registry, now, revision, tasks, repository, containers, running(revision, tasks, known));
    }

    /** A rollout has just begun, by ECS's own circuit breaker say: a push that is refused for that would be lost. */
    private void requireTold(Rollout primary, Revision revision, Running tasks, TargetState known) {
        boolean begins = !primary.completed() && !primary.givenUp() && primary.createdAt().isAfter(clock.instant().minus(PATIENCE));
        if (begins && tasks.tasks() == 0 && Planning.untold(revision, tasks, healthy(known))) {
            throw new TryAgain("the task definition names a tag, and no task of the service's rollout runs yet that tells which digest it is: wait for its first task")
                    .with("deployment", primary.id()).with("taskDefinition", revision.arn());
        }
    }

    /** A revision that names digests says it all; where it names a tag, its tasks do (ECS guide: "Container image resolution"). */
    @Override
    public Optional<Release> runs(TargetState known) {
        ServiceNow now = services().now(service).orElseThrow(() -> new BadInput("the target's service does not exist or is not active: correct "
                + "cluster and service in the target document").with("cluster", service.cluster()).with("service", service.service()));
        Revision revision = revision(now);
        if (Planning.isPinned(revision)) {
            return Optional.of(running(revision, Running.NONE, known));
        }
        return now.running() == 0 ? Optional.empty() : Optional.of(running(revision, services().running(service, now), known));
    }

    private Revision revision(ServiceNow now) {
        return services().revision(now.taskDefinition())
                .orElseThrow(() -> new BadInput("the service's task definition is gone").with("taskDefinition", now.taskDefinition()));
    }

    private static Release running(Revision revision, Running tasks, TargetState known) {
        return Planning.running(revision, tasks, healthy(known));
    }

    private static Optional<Release> healthy(TargetState known) {
        return known.healthy().stream().findFirst().map(Seen::release);
    }

    @Override
    public Look look(Deployment deployment, Wishes wishes, Instant now) {
        String rollout = deployment.change().map(Change::rollout)
                .orElseThrow(() -> new BadInput("deployment has no change to look at: Update makes one"));
        return new Look(deployment, Judge.decide(deployment, limits, read(rollout), wishes, now));
    }

    @Override
    public Look lookBack(Deployment deployment, Instant now) {
        Optional<Deployment> known = known(deployment, now);
        Deployment restoring = explained(known.orElse(deployment));
        // Without the first reading the second may show ECS's own rollback, and nobody would know it for that.
        Optional<Observation> reading = known.isEmpty() ? Optional.empty() : watched(restoring).flatMap(this::read);
        Deployment found = reading.map(seen -> recognized(restoring, seen.service(), now)).orElse(restoring);
        // ECS may begin to go back between the two.
        Optional<Observation> whole = found.equals(restoring) ? reading : watched(found).flatMap(this::read);
        return new Look(found, Judge.restored(found, limits, whole, now));
    }

    private Deployment explained(Deployment deployment) {
        try {
            return Explaining.open(deployment).flatMap(task -> services().task(service, task))
                    .map(task -> deployment.because(Explaining.of(deployment.cause().orElseThrow(), task))).orElse(deployment);
        } catch (TryAgain e) {
            return deployment;
        }
    }

    /** Another deployment of PRIMARY is another's work, or ours: only the planned one proves that nothing happened. */
    @Override
    public Standing standing(Deployment deployment) {
        ServiceNow now = services().now(service).orElseThrow(() -> new BadInput("the service is gone").with("service", service.service()));
        Plan plan = deployment.plan().orElseThrow(() -> new BadInput("deployment has no plan to look at: Plan makes one"));
        String revision = now.primary().taskDefinition();
        String which = deployment.change().isPresent() || !now.primary().id().equals(plan.rollout())
                ? plan.to().revision().filter(revision::equals).map(_ -> " (the new image" + (now.primary().completed() ? ")" : ", not completed)"))
                        .or(() -> plan.baseline().release().revision().filter(revision::equals).map(_ -> " (the release before)")).orElse("")
                : " (what it ran before)";
        return new Standing(now.primary().id().equals(plan.rollout()) && deployment.change().isEmpty(), revision.substring(revision.lastIndexOf('/') + 1) + which
                + ", " + now.running() + " of " + now.desired() + " tasks running", back(deployment, plan));
    }

    /** ECS's own rollback leaves the service as it was, or seems somebody else's, where its rollout was never written down. */
    private Optional<Cause> back(Deployment deployment, Plan plan) {
        try {
            return plan.to().revision().filter(_ -> deployment.change().isEmpty() && deployment.restore().isEmpty())
                    .flatMap(revision -> history.get().wentBack(service, revision, deployment.startedAt()).map(why -> Causes.unwatched(revision, why)));
        } catch (BadInput unreadable) {
            // Who may not read the history goes by what the service shows.
            return Optional.empty();
        }
    }

    private Optional<Observation> read(String rollout) {
        try {
            return Optional.of(services().observe(service, rollout));
        } catch (TryAgain e) {
            return Optional.empty();
        }
    }

    /** Reads whether the deployment by which ECS goes back is there; empty if AWS did not answer. */
    private Optional<Deployment> known(Deployment deployment, Instant now) {
        if (restore(deployment).rollout().isPresent()) {
            return Optional.of(deployment);
        }
        try {
            return Optional.of(services().now(service).map(read -> recognized(deployment, read, now)).orElse(deployment));
        } catch (TryAgain e) {
            return Optional.empty();
        }
    }

    /** Finds the deployment by which ECS goes back: the PRIMARY that took our rollout's place with the revision it goes back to. */
    private Deployment recognized(Deployment deployment, ServiceNow read, Instant now) {
        Restore restore = restore(deployment);
        if (restore.rollout().isPresent() || lags(deployment, read, now)) {
            return deployment;
        }
        return Optional.of(read.primary())
                .filter(primary -> deployment.change().filter(change -> change.rollout().equals(primary.id())).isEmpty())
                .filter(primary -> goesBack(deployment, restore, primary.taskDefinition()))
                .map(primary -> deployment.with(restore.with(primary.id()))).orElse(deployment);
    }

    private static Restore restore(Deployment deployment) {
        return deployment.restore().orElseThrow(() -> new BadInput("deployment has no restore to look at: Roll back begins one"));
    }

    private static boolean lags(Deployment deployment, ServiceNow read, Instant now) {
        return deployment.plan().flatMap(plan -> deployment.change().filter(change -> Lag.possible(read, plan, change, now))).isPresent();
    }

    private static boolean goesBack(Deployment deployment, Restore restore, String revision) {
        return restore.release().revision().filter(revision::equals).isPresent()
                || deployment.plan().map(Plan::running).flatMap(running -> running.revision()).filter(revision::equals).isPresent();
    }

    private static Optional<String> watched(Deployment deployment) {
        return deployment.restore().flatMap(Restore::rollout).or(() -> deployment.change().map(Change::rollout))
                .or(() -> deployment.plan().map(Plan::rollout));
    }

    private Services services() {
        return port.get();
    }
}
