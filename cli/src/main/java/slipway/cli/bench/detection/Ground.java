package slipway.cli.bench.detection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import slipway.cli.bench.site.Site;
import slipway.release.Ending;
import slipway.release.TargetName;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.ecs.ServiceView;
import slipway.sandbox.cloud.ecs.Variants;

/** A sandbox in which one service behind a load balancer runs a good image, steadily. */
final class Ground {
    /** Nothing is waited for longer: who has not gone back by then never will by itself. */
    static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    final Sandbox aws;
    private final Site site;
    private final Scene scene;
    private final Map<String, Boolean> old = new HashMap<>();
    private final String good;
    private boolean changed;

    private Ground(Sandbox aws, Site site, Scene scene, String good) {
        this.aws = aws;
        this.site = site;
        this.scene = scene;
        this.good = good;
    }

    static Ground open(Path home, Scene scene) {
        SandboxOptions plain = new SandboxOptions(home, 1);
        Variants ways = scene.kept() ? Variants.of(Variants.Way.ROLLBACK_KEEPS_TASKS) : Variants.DEFAULT;
        Sandbox aws = new Sandbox(new SandboxOptions(home, 1, plain.start(), LaunchTimes.exactly(scene.launch().time), ways));
        Site site = new Site(aws, "det");
        Ground ground = new Ground(aws, site, scene, aws.ecr().push(site.repository(), "initial", Behaviour.GOOD));
        site.describe().desired(scene.desired()).grace(scene.grace()).runs(site.definition(ground.good))
                .behind(aws.elb().createTargetGroup("det-api", 8080, scene.checks().of("/health"), DRAIN), "api", 8080).create();
        if (!ground.service().settle(LIMIT)) {
            throw new IllegalStateException("the service did not become steady: " + ground.service().events());
        }
        ground.pass(Duration.ofMinutes(10));
        return ground;
    }

    Scene scene() {
        return scene;
    }

    ServiceView service() {
        return site.service();
    }

    Instant now() {
        return site.now();
    }

    void pass(Duration time) {
        site.pass(time);
    }

    /** Pushes the scene's image under a tag that Slipway's target follows; returns its digest. */
    String push() {
        return aws.ecr().push(site.repository(), "v2", scene.failure().behaviour(scene.checks()));
    }

    /** Deletes the image once it was brought, where that is what is wrong. */
    void spoil(String digest) {
        if (scene.failure() == Scene.Failure.CANNOT_PULL) {
            aws.ecr().delete(site.repository(), digest);
        }
    }

    /** Tells the service to run an image, as a script does; returns the task definition. */
    String update(String digest) {
        String arn = aws.ecs().register(site.definition(digest));
        configure("{\"taskDefinition\":\"" + arn + "\"}");
        return arn;
    }

    /** A person's UpdateService; {@code change} is its JSON without cluster and service. */
    void configure(String change) {
        site.configure(change);
    }

    /** Returns the time until this holds, or the limit. */
    Duration until(BooleanSupplier done) {
        Instant began = now();
        return aws.timeline().runUntil(done, LIMIT) ? Duration.between(began, now()) : LIMIT;
    }

    /** Says whether the service was changed and runs the old image again: its deployment is completed, and no task of another is left. */
    boolean back() {
        ServiceView service = service();
        boolean before = old(service.taskDefinition());
        changed |= !before;
        return changed && before && service.steady() && service.tasks().stream().allMatch(task -> task.status().equals("STOPPED") || old(task.taskDefinition()));
    }

    /** Says whether the service runs the new image alone. */
    boolean live() {
        ServiceView service = service();
        return !old(service.taskDefinition()) && service.steady() && service.tasks().stream().allMatch(task -> task.status().equals("STOPPED") || !old(task.taskDefinition()));
    }

    /** Says whether ECS has completed the deployment of the new image: what is left of the old one may still drain. */
    boolean completed() {
        ServiceView.DeploymentView primary = service().deployments().getFirst();
        return !old(primary.taskDefinition()) && primary.rolloutState().equals("COMPLETED");
    }

    /** Says whether this revision runs the image of the beginning. */
    private boolean old(String revision) {
        return old.computeIfAbsent(revision, arn -> site.call(aws.ecs(), "DescribeTaskDefinition", JsonNodeFactory.instance.objectNode().put("taskDefinition", arn))
                .at("/taskDefinition/containerDefinitions/0/image").asText().endsWith(good));
    }

    /** Returns the digest that ran at the beginning. */
    String good() {
        return good;
    }

    /** Enrolls the service as a target that takes every push of a version. */
    void follow() {
        site.enrol("{\"kind\":\"ecs-service\",\"cluster\":\"det\",\"service\":\"api\",\"repository\":\"det/api\",\"tags\":{\"glob\":\"v*\"},\"mode\":\"deploy\"}");
    }

    /** Says whether Slipway has told that its deployment is live. */
    boolean told() {
        return aws.ledger().records().latest(new TargetName("det-api"), 1).stream().anyMatch(one -> one.ending().equals(Optional.of(Ending.SUCCEEDED)));
    }
}
