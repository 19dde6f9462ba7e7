package slipway.notice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.release.Action;
import slipway.release.Audience;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Drift;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Imprint;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.Unprotected;
import slipway.release.Unprotected.Why;
import slipway.release.Workload;

/** Deployments with every ending, as the functions leave them. */
public final class Samples {
    public static final Instant AT = Instant.parse("2026-11-21T03:04:05Z");
    public static final Repository REPOSITORY = new Repository("123456789012", "eu-central-1", "shop/api");
    public static final Image V1 = new Image(REPOSITORY, new Digest("sha256:" + "1a".repeat(32)));
    public static final Image V2 = new Image(REPOSITORY, new Digest("sha256:" + "2b".repeat(32)));
    public static final Surroundings AROUND = around(Mode.DEPLOY);
    private static final String SIDECAR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/proxy@sha256:" + "9f".repeat(32);
    private static final String AGENT = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/agent@sha256:";
    private static final String FAMILY = "arn:aws:ecs:eu-central-1:123456789012:task-definition/";
    private static final Release BEFORE = release("api:7", V1);
    private static final Release AFTER = release("api:8", V2);

    private static final String GROUP = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop-api/0123456789abcdef";
    private static final String OCI = "org.opencontainers.image.";
    static final Imprint IMPRINT = Imprint.of(Map.of(OCI + "revision", "3f2a1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a", OCI + "authors", "Ada Lovelace <ada@example.com>",
            OCI + "source", "https://github.com/shop/api", OCI + "version", "2.0.0", OCI + "created", "2026-11-21T04:01:00+01:00", "other", "not said")).pushed(AT.minusSeconds(40));
    /** As docker/metadata-action writes them, on an image that is built on Ubuntu's. */
    private static final Map<String, String> LABELS = Map.of(OCI + "revision", "3f2a1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a", OCI + "source", "https://github.com/shop/api",
            OCI + "created", "2026-11-21T03:01:00.123Z", OCI + "title", "api", OCI + "licenses", "MIT", OCI + "ref.name", "ubuntu", OCI + "version", "24.04");
    static final Map<String, String> STRANGE = Map.of(OCI + "revision", "<!channel> \u001B[31mred\u001B[0m", OCI + "authors", "\u202E<@U1> token=abcdefgh1234 " + "x".repeat(10_000),
            OCI + "source", "javascript:alert(1)", OCI + "version", "```*b*", OCI + "created", "yesterday");

    private static final String MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:slipway-deploy";

    private Samples() {}

    public static Surroundings around(Mode mode) {
        return new Surroundings("eu-central-1", Optional.of(target(mode)), Map.of(V1.digest(), new Tag("v1"), V2.digest(), new Tag("v2")));
    }

    static Surroundings onCall() {
        return new Surroundings("eu-central-1", Optional.of(target(Mode.DEPLOY).with(new Audience(Optional.of("S0614TZR7"), Map.of()))), AROUND.tags());
    }

    public static Target target(Mode mode) {
        return new Target(new TargetName("shop-api"), new Workload.EcsService("shop", "api", List.of()), "shop/api",
                Optional.empty(), new Tags(Tags.Kind.GLOB, "v*"), mode, Limits.DEFAULT, Optional.of("https://wiki.example.com/shop-api"));
    }

    public static Deployment pushed() {
        return asked(Action.DEPLOY, new Origin(Origin.By.PUSH, AT, Optional.of("7bf73129-1428-4cd3-a780-95db273d1602")), V2.digest().value())
                .withImage(V2, Optional.of(new Tag("v2")));
    }

    public static Deployment planned() {
        return pushed().with(plan(BEFORE, AFTER));
    }

    public static Deployment rolling() {
        return planned().with(new Change(AFTER, "ecs-svc/2222222222222222222", AT.plusSeconds(5)))
                .with(progress(new Counts(2, 2, 0, 2, 2, 0), "healthy for 20 of 60 s"));
    }

    public static Deployment crashed() {
        return rolling().with(progress(new Counts(2, 0, 1, 0, 2, 2), "2 of 2 crashes"))
                .with(Cause.of("ContainerExited", "Container api exited with code 1 (Essential container in task exited); crash 2, and 2 decide.").with(Cause.STREAM + "api", "/ecs/shop-api:ecs/api/3f2a1b2c3d4e5f60718293a4b5c6d7e8")
                        .with("exitCode.api", "1").with("exitCode.proxy", "143").with("stopCode", "EssentialContainerExited")
                        .with("task", "arn:aws:ecs:eu-central-1:123456789012:task/shop/3f2a1b2c3d4e5f60718293a4b5c6d7e8").with("crashes", "2").with("limit", "2"));
    }

    public static Deployment restoring(Restore.Way way) {
        return crashed().with(new Restore(way, BEFORE, Optional.of("ecs-svc/1111111111111111111"), AT.plusSeconds(67), AT.plusSeconds(967)))
                .with(progress(new Counts(2, 2, 0, 2, 2, 0), "healthy for 60 of 60 s"));
    }

    /** Every message worth reading, by what it is about. */
    public static Map<String, Notice> notices() {
        Map<String, Notice> notices = new LinkedHashMap<>();
        all().forEach((name, told) -> notices.put(name, told.notice()));
        return notices;
    }

    /** What every message is made of. */
    static Map<String, Told> all() {
        Map<String, Told> all = new LinkedHashMap<>();
        all.put("start", of(Moment.START, planned()));
        all.put("start of a rollback by hand", of(Moment.START, byHand()));
        all.put("rolling out", of(Moment.CHANGE, rolling()));
        all.put("live", end(rolling(), Ending.SUCCEEDED));
        all.put("crashed, rolled back", end(restoring(Restore.Way.STOPPED), Ending.ROLLED_BACK));
        all.put("crashed, of a commit", end(signed(restoring(Restore.Way.STOPPED), IMPRINT), Ending.ROLLED_BACK));
        all.put("live, of an image with labels alone", end(signed(rolling(), Imprint.of(Map.of()).or(Imprint.ofLabels(LABELS)).pushed(AT.minusSeconds(40))), Ending.SUCCEEDED));
        all.put("live, of strangers' words", end(signed(rolling(), Imprint.of(STRANGE).pushed(AT.minusSeconds(40))), Ending.SUCCEEDED));
        all.put("unhealthy, ECS rolled back", end(unhealthy(), Ending.ROLLED_BACK));
        all.put("rolled back by hand", end(byHand().with(new Change(BEFORE, "ecs-svc/3", AT.plusSeconds(4)))
                .with(Cause.of("AskedByHand", "A person asked for the release before.")), Ending.ROLLED_BACK));
        all.put("several containers, rolled back", end(severalFailed(), Ending.ROLLED_BACK));
        all.put("back to a chosen release", end(chosen().with(new Change(BEFORE, "ecs-svc/3", AT.plusSeconds(4))), Ending.ROLLED_BACK));
        all.put("live, not kept from lifecycle rules", end(rolling().with(plan(BEFORE, AFTER).unprotected(untagged())), Ending.SUCCEEDED));
        all.put("held", end(planned().with(Cause.of("Held", "This image is held on this target since 2026-11-21T02:00:00Z: Container api exited with code 1.")), Ending.NOT_CHANGED));
        all.put("same digest", end(pushed().with(Cause.of("SameImage", "It runs this image already.")), Ending.NOT_CHANGED));
        all.put("no way back", end(pushed().with(Cause.of("NoBaseline", "The target is not healthy now (1 of 2 tasks run) and no release of it was ever seen healthy, so there is nothing to go back to: "
                + "bring it to a steady state by hand first.")), Ending.NOT_CHANGED));
        all.put("refused by hand", end(asked(Action.DEPLOY, hand(), "v9").with(Cause.of("BadInput", "Image is not in the target's repository: check the tag or digest, or push it first (image=v9, repository=shop/api).")), Ending.NOT_CHANGED));
        all.put("stop by hand", end(asked(Action.STOP, hand(), "").with(Cause.of("Turned", "shop-api-0123456789abcdef goes back at its next look.").with("deployment", "shop-api-0123456789abcdef")), Ending.NOT_CHANGED));
        all.put("observed", Told.of(Moment.END, planned().with(Cause.of("ObservedOnly", "The target's mode is observe. In mode deploy it would have been updated from api v1 to api v2.")).ended(Ending.NOT_CHANGED, AT.plusSeconds(3)), around(Mode.OBSERVE)));
        all.put("superseded", end(planned().with(Cause.of("TagMoved", "The tag latest names another image by now, and that one is deployed instead.")), Ending.SUPERSEDED));
        all.put("overtaken", of(Moment.OVERTAKEN, pushed()));
        all.put("restore not healthy", end(restoring(Restore.Way.UPDATED).with(progress(new Counts(2, 1, 1, 0, 1, 3), "a healthy target")), Ending.NEEDS_HUMAN));
        all.put("rolled back by hand, in vain", end(inVain().restored(), Ending.NEEDS_HUMAN));
        all.put("somebody else changed it on the way back", end(restoring(Restore.Way.UPDATED).unrestored(Cause.of("ChangedBySomeoneElse",
                "Someone else changed the service: ecs-svc/4 with api:9 is PRIMARY instead of ecs-svc/1111111111111111111.")), Ending.NEEDS_HUMAN));
        all.put("somebody else changed it", end(rolling().with(Cause.of("ChangedBySomeoneElse", "Someone else changed the service: ecs-svc/4 with api:9 is PRIMARY instead of ecs-svc/2222222222222222222."))
                .with(new Restore(Restore.Way.LEFT, BEFORE, Optional.empty(), AT.plusSeconds(30), AT.plusSeconds(930))), Ending.NEEDS_HUMAN));
        all.put("died before it changed", end(planned().with(Cause.of("DeployerFailed", "A step of Slipway itself failed: Sandbox.Timedout.").with("error", "Sandbox.Timedout")), Ending.NEEDS_HUMAN));
        all.put("needs a human, who is on call", Told.of(Moment.END, crashed().ended(Ending.NEEDS_HUMAN, AT.plusSeconds(155)), onCall()));
        all.putAll(FunctionSamples.all());
        all.putAll(RulingSamples.all());
        all.put("refused input", Told.of(new Refusal("event names no digest (repository=shop/api, tag=v2)", Optional.of("{\"detail\":{\"repository-name\":\"shop/api\"}}"),
                Optional.of("arn:aws:states:eu-central-1:123456789012:execution:slipway-route:7bf73129")).notice("eu-central-1")));
        all.put("failed before it had a target", Told.of(new Refusal("A step of Slipway itself failed: Sandbox.Timedout.", Optional.of("{\"target\":\"shop-api\",\"image\":\"v2\"}"),
                Optional.of("arn:aws:states:eu-central-1:123456789012:execution:slipway-deploy:by-hand-1"), true).notice("eu-central-1")));
        all.put("died", Told.of(new Died("The execution by-hand-1 of slipway-deploy failed before it had shop-api: nothing was touched, and it is started once more",
                "arn:aws:states:eu-central-1:123456789012:execution:slipway-route:7bf73129").notice("eu-central-1")));
        all.put("refused documents", Told.of(Refusal.documents(List.of("shop-api: limits.lookSeconds is 2, allowed is 5 to 30", "shop-web: kind is \"lambda\", allowed is one of \"ecs-service\", \"lambda-function\""))));
        all.put("drift", Told.of(new DriftNotice(drift(Optional.of(new DeploymentId("shop-api-1f0c2d3e4f5a6b7c"))), AROUND, MACHINE, Optional.of(V1.digest())).notice()));
        all.put("drift from what was found", Told.of(new DriftNotice(drift(Optional.empty()), AROUND, MACHINE, Optional.empty()).notice()));
        return all;
    }

    static Deployment signed(Deployment deployment, Imprint imprint) {
        return deployment.with(deployment.plan().orElseThrow().of(imprint));
    }

    private static List<Unprotected> untagged() {
        String denied = "User: arn:aws:sts::123456789012:assumed-role/slipway-UpdateRole/slipway-UpdateFunction is not authorized to perform: ecr:PutImage on resource: "
                + "arn:aws:ecr:eu-central-1:123456789012:repository/shop/api because no identity-based policy allows the ecr:PutImage action";
        return List.of(new Unprotected(V1.uri(), Why.GONE, ""), new Unprotected(V2.uri(), Why.DENIED, denied), new Unprotected(SIDECAR, Why.TAKEN, "0123456789ab"),
                new Unprotected(AGENT + "aa".repeat(32), Why.UNANSWERED, "AWS throttles the call (action=ecr:PutImage, code=ThrottlingException)"),
                new Unprotected(AGENT + "bb".repeat(32), Why.REFUSED, "AWS refuses the call (action=ecr:PutImage, code=LimitExceededException)"));
    }

    static Drift drift(Optional<DeploymentId> deployment) {
        return new Drift(new TargetName("shop-api"), AFTER, BEFORE, deployment, AT, AT.plusSeconds(900));
    }

    static Deployment unhealthy() {
        return rolling().with(Cause.of("TargetHealthCheckFailed", "Task 3f2a1b2c answers 404 on /api/health, expects 200 (Target.ResponseCodeMismatch), "
                        + "unhealthy for longer than the 20 s that it is given").with("reasonCode", "Target.ResponseCodeMismatch")
                        .with("description", "Health checks failed with these codes: [404]").with("path", "/api/health").with("matcher", "200"))
                .with(new Restore(Restore.Way.WATCHED, BEFORE, Optional.of("ecs-svc/1111111111111111111"), AT.plusSeconds(67), AT.plusSeconds(967)));
    }

    /** A person's deployment of two containers, of which the sidecar sorts first and fails. */
    static Deployment severalFailed() {
        Release old = Release.of(FAMILY + "api:7", Map.of("api", V1.uri(), "agent", AGENT + "aa".repeat(32)));
        Release to = Release.of(FAMILY + "api:8", Map.of("api", V2.uri(), "agent", AGENT + "bb".repeat(32)));
        String asked = "agent=" + AGENT.replace("@sha256:", ":7") + " api=" + REPOSITORY.uri() + ":v2";
        return asked(Action.DEPLOY, hand(), asked).withImage(V2, Optional.of(new Tag("v2"))).with(plan(old, to))
                .with(new Change(to, "ecs-svc/2", AT.plusSeconds(5))).with(Cause.of("ContainerExited", "Container agent exited with code 1; crash 2, and 2 decide."))
                .with(new Restore(Restore.Way.STOPPED, old, Optional.empty(), AT.plusSeconds(60), AT.plusSeconds(900)));
    }

    /** A person's rollback to the release of a deployment that the person named. */
    static Deployment chosen() {
        return asked(Action.ROLLBACK, hand(), "shop-api-00112233445566aa").withImage(V1, Optional.of(new Tag("v1"))).with(plan(AFTER, BEFORE));
    }

    public static Deployment byHand() {
        return asked(Action.ROLLBACK, hand(), "").with(plan(AFTER, BEFORE));
    }

    /** A person's rollback whose release crashed, and what ran before is back. */
    static Deployment inVain() {
        return byHand().with(new Change(BEFORE, "ecs-svc/3", AT.plusSeconds(4))).with(Cause.of("ContainerExited", "Container api exited with code 1; crash 2, and 2 decide."))
                .with(new Restore(Restore.Way.STOPPED, AFTER, Optional.of("ecs-svc/2222222222222222222"), AT.plusSeconds(67), AT.plusSeconds(967)))
                .with(progress(new Counts(2, 2, 0, 2, 2, 0), "healthy for 30 of 30 s"));
    }

    static Origin hand() {
        return new Origin(Origin.By.HAND, AT, Optional.empty());
    }

    static Deployment asked(Action action, Origin origin, String asked) {
        return Deployment.asked(new DeploymentId("shop-api-0f1e2d3c4b5a6978"), new TargetName("shop-api"), action, origin, asked,
                "arn:aws:states:eu-central-1:123456789012:execution:slipway-deploy:shop-api-0f1e2d3c4b5a6978", AT).withClaim(4);
    }

    static Plan plan(Release running, Release to) {
        return new Plan(running, "ecs-svc/1", 2, to, new Baseline(running, true, true), AT.plusSeconds(900), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), List.of(GROUP), Optional.empty());
    }

    private static Progress progress(Counts counts, String waitsFor) {
        return new Progress(7, 0, Optional.of(AT.plusSeconds(60)), counts, waitsFor, 10);
    }

    private static Release release(String revision, Image image) {
        return Release.of(FAMILY + revision, Map.of("api", image.uri(), "proxy", SIDECAR));
    }

    private static Told of(Moment moment, Deployment deployment) {
        return Told.of(moment, deployment, AROUND);
    }

    private static Told end(Deployment deployment, Ending ending) {
        return of(Moment.END, deployment.ended(ending, AT.plusSeconds(155)));
    }
}
