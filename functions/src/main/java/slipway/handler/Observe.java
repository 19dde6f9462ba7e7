package slipway.handler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.codec.Json;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.release.Target;
import slipway.release.Workload.EcsService;
import slipway.rollout.BadInput;
import slipway.rollout.Interrupted;
import slipway.rollout.Judge;
import slipway.rollout.Observation;
import slipway.rollout.Services;
import slipway.rollout.StopRequest;
import slipway.rollout.TryAgain;
import slipway.rollout.Verdict;

/** Takes one reading of a rollout, or of a restore, and has it judged. */
public final class Observe extends Task {
    private final Supplier<Services> services;

    public Observe() {
        this(Wiring.fromEnvironment());
    }

    public Observe(Wiring wiring) {
        this(wiring, wiring.aws()::services);
    }

    Observe(Wiring wiring, Supplier<Services> services) {
        super(wiring);
        this.services = services;
    }

    /**
     * The verdict, as the state machine branches on it.
     *
     * @param changed whether people see something new: not merely more seconds
     */
    record Observed(String kind, Deployment deployment, boolean changed) {}

    /**
     * Looks once.
     *
     * @throws Interrupted if the claim is another's by now
     * @throws BadInput if the target is gone
     */
    @Override
    Observed run(JsonNode input) {
        Deployment deployment = Json.read(input.path("deployment"), Deployment.class);
        Optional<StopRequest> stop = wiring().requireClaim(deployment).stopRequested();
        Target target = wiring().target(deployment.target());
        if (!input.path("restoring").asBoolean()) {
            String rollout = deployment.change().map(Change::rollout).orElseThrow(() -> new BadInput("deployment has no change to look at: Update makes one"));
            Optional<Observation> reading = read(target, rollout);
            return observed(deployment, Judge.decide(deployment, target.limits(), reading, stop, wiring().clock().instant()));
        }
        Deployment restoring = known(deployment, target);
        Optional<Observation> reading = watched(restoring).flatMap(rollout -> read(target, rollout));
        return observed(restoring, Judge.restored(restoring, target.limits(), reading, wiring().clock().instant()));
    }

    /** Not being answered says nothing about the rollout. */
    private Optional<Observation> read(Target target, String rollout) {
        try {
            return Optional.of(services.get().observe(service(target), rollout));
        } catch (TryAgain e) {
            return Optional.empty();
        }
    }

    /** Finds the deployment by which ECS goes back: the PRIMARY that took our rollout's place with the revision it goes back to. */
    private Deployment known(Deployment deployment, Target target) {
        Restore restore = deployment.restore().orElseThrow(() -> new BadInput("deployment has no restore to look at: Roll back begins one"));
        if (restore.rollout().isPresent()) {
            return deployment;
        }
        try {
            return services.get().now(service(target)).map(now -> now.primary())
                    .filter(primary -> deployment.change().filter(change -> change.rollout().equals(primary.id())).isEmpty())
                    .filter(primary -> deployment.plan().filter(plan -> plan.rollout().equals(primary.id())).isEmpty())
                    .filter(primary -> goesBack(deployment, restore, primary.taskDefinition()))
                    .map(primary -> deployment.with(restore.with(primary.id()))).orElse(deployment);
        } catch (TryAgain e) {
            return deployment;
        }
    }

    private static boolean goesBack(Deployment deployment, Restore restore, String revision) {
        return restore.release().revision().filter(revision::equals).isPresent()
                || deployment.plan().map(Plan::running).flatMap(running -> running.revision()).filter(revision::equals).isPresent();
    }

    private static Optional<String> watched(Deployment deployment) {
        return deployment.restore().flatMap(Restore::rollout).or(() -> deployment.change().map(Change::rollout))
                .or(() -> deployment.plan().map(Plan::rollout));
    }

    private static EcsService service(Target target) {
        return switch (target.workload()) {
            case EcsService service -> service;
        };
    }

    private static Observed observed(Deployment before, Verdict verdict) {
        Deployment after = before.with(verdict.progress());
        return switch (verdict) {
            case Verdict.Wait(Progress progress) -> new Observed("Wait", after, before.progress().filter(old -> same(old, progress)).isEmpty());
            case Verdict.Settle _ -> new Observed("Settle", after, true);
            case Verdict.RollBack(_, Cause cause) -> new Observed("RollBack", explained(after, cause), true);
            case Verdict.GiveWay(_, Cause cause) -> new Observed("GiveWay", explained(after, cause), true);
        };
    }

    private static Deployment explained(Deployment deployment, Cause cause) {
        return deployment.restore().isPresent() ? deployment.unrestored(cause) : deployment.with(cause);
    }

    /** Says whether both tell people the same, but for the seconds and the looks that have passed. */
    private static boolean same(Progress one, Progress other) {
        return shown(one.counts()).equals(shown(other.counts())) && words(one).equals(words(other));
    }

    private static Counts shown(Counts counts) {
        return new Counts(counts.desired(), counts.running(), 0, counts.healthy(), counts.targets(), counts.crashes());
    }

    private static String words(Progress progress) {
        return progress.waitsFor().replaceAll("[0-9]+ of [0-9]+ s$", "s").replaceAll("[0-9]+ looks?|the last look", "looks");
    }
}
