package slipway.notice;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.Shift;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Traffic;
import slipway.release.Workload.LambdaFunction;

/** Deployments of a function, as the functions leave them. */
final class FunctionSamples {
    private static final Repository REPOSITORY = new Repository("123456789012", "eu-central-1", "shop/thumbs");
    private static final Image OLD = new Image(REPOSITORY, new Digest("sha256:" + "1a".repeat(32)));
    private static final Image OLDER = new Image(REPOSITORY, new Digest("sha256:" + "0c".repeat(32)));
    private static final Image NEW = new Image(REPOSITORY, new Digest("sha256:" + "2b".repeat(32)));
    private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:shop-thumbs:";
    private static final Release BEFORE = Release.of(ARN + "7", Map.of(Release.CODE, OLD.uri(), "live", OLD.uri()));
    private static final Release AFTER = Release.of(ARN + "8", Map.of(Release.CODE, NEW.uri(), "live", NEW.uri()));

    private FunctionSamples() {}

    /** Every message of a function that is worth reading. */
    static Map<String, Told> all() {
        Map<String, Told> all = new LinkedHashMap<>();
        Cause smoke = Cause.of("SmokeFailed", "Version 8 failed its smoke call: Runtime.ExitError: Runtime exited with error: exit status 1.")
                .with("errorType", "Runtime.ExitError").with("log", "ImportError: no module named thumbs");
        all.put("function, start", Told.of(Moment.START, planned(), around()));
        all.put("function, at all calls", Told.of(Moment.CHANGE, all(changed()), around()));
        all.put("function, watched", Told.of(Moment.CHANGE, all(changed()).with(new Progress(6, 0, Optional.empty(), Counts.NONE, "20 of 600 s to be watched", 5).live(Optional.of(Samples.AT.plusSeconds(80)))), around()));
        all.put("function, live", end(changed(), Ending.SUCCEEDED));
        all.put("function, smoke call failed", end(changed().with(smoke).with(restore(Restore.Way.UPDATED)), Ending.ROLLED_BACK));
        all.put("function, gone back beside somebody else's code", end(changed().with(smoke).with(restore(Restore.Way.UPDATED).beside(Optional.of("3c3c3c3c3c3c"))), Ending.ROLLED_BACK));
        all.put("function, somebody else moved the alias", end(changed().with(Cause.of("ChangedBySomeoneElse",
                "Someone else changed the function: alias live points to version 5, and neither to 7 nor to what this deployment brings.")), Ending.NEEDS_HUMAN));
        all.put("function, not restored", end(changed().with(smoke).with(restore(Restore.Way.UPDATED)).unrestored(Cause.of("NotRestored",
                "The baseline shop-thumbs:7 is not proven to run again: Lambda could not take the image: ImageDeleted.")), Ending.NEEDS_HUMAN));
        Deployment steps = byStep(10);
        all.put("function by steps, start", Told.of(Moment.START, planned().with(steps.plan().orElseThrow()), around()));
        all.put("function by steps, at the first", Told.of(Moment.START, steps, around()));
        all.put("function by steps, live", end(byStep(Traffic.ALL), Ending.SUCCEEDED));
        all.put("function by steps, an alarm at the first", end(steps.with(Cause.of("AlarmFired", "Alarm thumbs-errors fired (ALARM since 03:04:40 UTC).")).with(restore(Restore.Way.UPDATED)), Ending.ROLLED_BACK));
        all.put("function by steps, left", end(steps.with(Cause.of("HookRefused", "Hook thumbs-checks says no: the thumbs are blurred.")).with(restore(Restore.Way.KEPT)), Ending.NEEDS_HUMAN));
        all.put("function, refused where an earlier one was left", end(stays().with(Cause.of("UpdateFailed", "Lambda could not take the image: ImageAccessDenied.")), Ending.NEEDS_HUMAN));
        return all;
    }

    /** Version 7 failed and was left; 6 was seen healthy, and nothing ever reached 8. */
    private static Deployment stays() {
        Plan plan = planned().plan().orElseThrow();
        Release healthy = Release.of(ARN + "6", Map.of(Release.CODE, OLDER.uri(), "live", OLDER.uri()));
        return planned().with(new Plan(BEFORE, "revision", 0, plan.to(), new Baseline(healthy, true, true), plan.deadline()))
                .with(new Restore(Restore.Way.KEPT, BEFORE, Optional.of("$LATEST"), Samples.AT.plusSeconds(40), Samples.AT.plusSeconds(940)));
    }

    private static Deployment byStep(int percent) {
        Plan plan = planned().plan().orElseThrow();
        Traffic steps = new Traffic(Traffic.Kind.CANARY, 10, Duration.ofMinutes(5));
        return changed().with(new Plan(plan.running(), plan.rollout(), plan.desired(), plan.to(), plan.baseline(), plan.deadline(), List.of(), List.of(), List.of(), Optional.of(steps)))
                .with(new Change(AFTER, "8", Samples.AT.plusSeconds(5)).with(new Shift(percent, Samples.AT.plusSeconds(percent == Traffic.ALL ? 60 : 20), Samples.AT.plusSeconds(20))))
                .with(new Progress(6, 0, Optional.empty(), Counts.NONE, "version 8 to prove itself with 10 % of the calls, 5 of 300 s", 5));
    }

    static Deployment planned() {
        return Deployment.asked(new DeploymentId("shop-thumbs-0f1e2d3c4b5a6978"), new TargetName("shop-thumbs"), Action.DEPLOY,
                        new Origin(Origin.By.PUSH, Samples.AT, Optional.of("7bf73129-1428-4cd3-a780-95db273d1602")), NEW.digest().value(),
                        "arn:aws:states:eu-central-1:123456789012:execution:slipway-deploy:shop-thumbs-0f1e2d3c4b5a6978", Samples.AT).withClaim(4)
                .withImage(NEW, Optional.of(new Tag("latest")))
                .with(new Plan(BEFORE, "revision", 0, new Release(Optional.empty(), new TreeMap<>(AFTER.images())), new Baseline(BEFORE, true, true), Samples.AT.plusSeconds(900)));
    }

    private static Deployment changed() {
        return planned().with(new Change(AFTER, "8", Samples.AT.plusSeconds(5)))
                .with(new Progress(6, 0, Optional.empty(), Counts.NONE, "an answer to the smoke call of version 8", 5));
    }

    private static Deployment all(Deployment one) {
        return one.with(new Change(AFTER, "8", Samples.AT.plusSeconds(5)).with(new Shift(Traffic.ALL, Samples.AT.plusSeconds(20), Samples.AT.plusSeconds(20))));
    }

    private static Restore restore(Restore.Way way) {
        return new Restore(way, way == Restore.Way.KEPT ? AFTER : BEFORE, Optional.of("$LATEST"), Samples.AT.plusSeconds(40), Samples.AT.plusSeconds(940));
    }

    private static Told end(Deployment deployment, Ending ending) {
        return Told.of(Moment.END, deployment.ended(ending, Samples.AT.plusSeconds(95)), around());
    }

    static Surroundings around() {
        return new Surroundings("eu-central-1", Optional.of(new Target(new TargetName("shop-thumbs"),
                new LambdaFunction("shop-thumbs", Optional.of("live"), Optional.empty()), "shop/thumbs", Optional.empty(),
                new Tags(Tags.Kind.EXACT, "latest"), Mode.DEPLOY, Limits.DEFAULT, Optional.empty())), Map.of(OLD.digest(), new Tag("v41")));
    }
}
