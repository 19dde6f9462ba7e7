package slipway.handler.lambda;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Digest;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Reference;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.Share;
import slipway.release.Workload.LambdaFunction;
import slipway.release.Workload.Smoke;
import slipway.rollout.BadInput;
import slipway.rollout.Platform;
import slipway.rollout.Registry;
import slipway.rollout.Standing;
import slipway.rollout.Survey;
import slipway.rollout.TargetState;
import slipway.rollout.TryAgain;
import slipway.rollout.Wishes;
import slipway.rollout.lambda.Alias;
import slipway.rollout.lambda.FunctionJudge;
import slipway.rollout.lambda.FunctionNow;
import slipway.rollout.lambda.FunctionReading;
import slipway.rollout.lambda.FunctionRestoreJudge;
import slipway.rollout.lambda.Functions;
import slipway.rollout.lambda.Shifting;
import slipway.rollout.lambda.Smoked;
import slipway.rollout.lambda.Version;
import slipway.rollout.lambda.Weight;

/**
 * A Lambda function whose code is an image, as it is read.
 *
 * @param repository whose images it follows
 */
public record FunctionPlatform(LambdaFunction function, Repository repository, Limits limits, Supplier<Functions> port, Supplier<Registry> registry)
        implements Platform {
    @Override
    public Survey survey(TargetState known) {
        FunctionNow now = port.get().now(function);
        now.alias().ifPresent(alias -> Supported.alone(alias, known, function));
        return survey(now);
    }

    /** Also of an alias that somebody has split: who compares what runs with what should wants to know of that. */
    @Override
    public Optional<Release> runs(TargetState known) {
        return Optional.of(survey(port.get().now(function)).running());
    }

    private Survey survey(FunctionNow now) {
        Version latest = Supported.code(now.latest(), function);
        Optional<Version> served = now.alias().map(alias -> Supported.served(alias, port.get().version(function.function(), alias.version()), function));
        Optional<Share> share = now.alias().flatMap(Alias::second).flatMap(this::share);
        return new FunctionSurvey(function, repository, port, registry, latest, served, share);
    }

    /** A second version whose image nobody tells any more is none that could be told apart from the first. */
    private Optional<Share> share(Weight second) {
        return port.get().version(function.function(), second.version()).flatMap(version -> version.image().map(image -> new Share(version.arn(), image, second.weight())));
    }

    @Override
    public Look look(Deployment deployment, Wishes wishes, Instant now) {
        Change change = deployment.change().orElseThrow(() -> new BadInput("deployment has no change to look at: Update makes one"));
        Optional<FunctionReading> reading = read(change.release(), now).map(seen -> smoked(deployment, seen));
        return new Look(deployment, FunctionJudge.decide(function, deployment, limits, reading, wishes, now));
    }

    @Override
    public Look lookBack(Deployment deployment, Instant now) {
        Restore restore = deployment.restore().orElseThrow(() -> new BadInput("deployment has no restore to look at: Roll back begins one"));
        Optional<FunctionReading> reading = read(restore.release(), now);
        Deployment seen = reading.map(one -> deployment.with(restore.beside(FunctionRestoreJudge.left(deployment, one)))).orElse(deployment);
        return new Look(seen, FunctionRestoreJudge.decide(seen, limits, reading, now));
    }

    /** The planned RevisionId and the planned alias prove that nothing happened. */
    @Override
    public Standing standing(Deployment deployment) {
        Plan plan = deployment.plan().orElseThrow(() -> new BadInput("deployment has no plan to look at: Plan makes one"));
        FunctionNow now = port.get().now(function);
        boolean served = now.alias().filter(alias -> !new Shifting(plan, deployment.change()).isPlanned(alias)).isEmpty();
        String code = now.latest().image().map(uri -> Reference.parse(uri).digest().map(Digest::brief).orElse(uri)).orElse("no image");
        return new Standing(served && deployment.change().isEmpty() && now.latest().revisionId().equals(plan.rollout()),
                now.alias().map(alias -> "version " + alias.version() + " by the alias " + alias.name() + (served ? " (what it ran before)" : "")
                        + alias.second().map(one -> ", and version " + one.version() + " for " + one.words() + " of its calls").orElse("") + "; its unpublished code is " + code).orElse("the image " + code + (now.latest().failed() ? ", which Lambda did not take: its callers get the one before" : "")));
    }

    private Optional<FunctionReading> read(Release release, Instant at) {
        try {
            FunctionNow now = port.get().now(function);
            Optional<Version> version = function.alias().isEmpty() ? Optional.empty()
                    : release.revision().flatMap(arn -> port.get().version(function.function(), Version.number(arn)));
            return Optional.of(new FunctionReading(at, now, version, Optional.empty()));
        } catch (TryAgain e) {
            return Optional.empty();
        }
    }

    /** Makes the smoke call once what it is for can be called; a call that was not served says nothing about the image. */
    private FunctionReading smoked(Deployment deployment, FunctionReading reading) {
        if (reading.published().filter(Version::rests).isPresent() && function.smoke().isPresent()) {
            // Refused, but it wakes. What it answers, if it woke meanwhile, says nothing: a release of before was seen healthy.
            call(reading.published().get());
            return reading;
        }
        if (!FunctionJudge.smokeDue(function, deployment, reading)) {
            return reading;
        }
        Version called = reading.published().orElse(reading.now().latest());
        boolean due = called.callable() && !called.changing() && !called.failed()
                && called.runs(deployment.plan().orElseThrow().to().images().get(Release.CODE))
                && (function.alias().isEmpty() || reading.published().isPresent());
        return due ? new FunctionReading(reading.at(), reading.now(), reading.published(), call(called)) : reading;
    }

    /** Makes the smoke call; empty if it was not served. */
    private Optional<Smoked> call(Version version) {
        Smoke smoke = function.smoke().orElseThrow();
        try {
            return Optional.of(Smoking.judged(smoke, port.get().call(function.function(), version.number(), smoke.payload())));
        } catch (TryAgain e) {
            return Optional.empty();
        }
    }
}
