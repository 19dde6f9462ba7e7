package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Change;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Restore;
import slipway.release.TargetName;
import slipway.rollout.Observation.Check;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Event;
import slipway.rollout.Observation.TargetHealth;
import slipway.rollout.Observation.Task;

/** A rollout of shop-api, api:7 to api:8, two tasks, and readings of it that a test bends. */
final class Sample {
    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    static final String OURS = "ecs-svc/2";
    static final String GROUP = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop-api/1";
    static final String OLD = "sha256:" + "a".repeat(64);
    static final String NEW = "sha256:" + "b".repeat(64);
    static final Repository SHOP_API = new Repository("123456789012", "eu-central-1", "shop/api");
    private static final String FAMILY = "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:";

    Instant at = START;
    int desired = 2;
    String primary = OURS;
    String primaryRevision = revision(8);
    String looked = OURS;
    boolean listed = true;
    Optional<Instant> completed = Optional.empty();
    String status = "PRIMARY";
    String state = "COMPLETED";
    String reason = "ECS deployment ecs-svc/2 completed.";
    String digest = NEW;
    Duration grace = Duration.ZERO;
    final List<Event> events = new ArrayList<>();
    boolean daemon;
    DeploymentConfiguration configuration = DeploymentConfiguration.PLAIN;
    /** What runs of each deployment that is listed beside these, by its status. */
    final List<Rollout> before = new ArrayList<>();
    final List<Task> tasks = new ArrayList<>();
    final List<TargetHealth> targets = new ArrayList<>();
    final List<Check> checks = new ArrayList<>(List.of(new Check(GROUP, "/api/health", "200", Duration.ofSeconds(10), 2)));

    static String revision(int number) {
        return FAMILY + number;
    }

    static Instant second(long number) {
        return START.plusSeconds(number);
    }

    /** Two healthy tasks of a completed rollout, at that second. */
    static Sample healthy(long second) {
        return empty(second).task("task-1").task("task-2").target("task-1", "healthy", "", "").target("task-2", "healthy", "", "");
    }

    static Sample empty(long second) {
        Sample sample = new Sample();
        sample.at = second(second);
        return sample;
    }

    Sample task(String id) {
        tasks.add(new Task(id, "RUNNING", "UNKNOWN", START, Optional.of(START), Optional.empty(), "", "",
                List.of(new Container("api", Optional.empty(), "", digest))));
        return this;
    }

    Sample target(String task, String state, String reason, String description) {
        targets.add(new TargetHealth(task, GROUP, state, reason, description));
        return this;
    }

    Sample stopped(String id, String stopCode, String reason, Container... containers) {
        tasks.add(new Task(id, "STOPPED", "UNKNOWN", START, Optional.empty(), Optional.of(at), stopCode, reason, List.of(containers)));
        return this;
    }

    Sample crashed(String id) {
        return stopped(id, "EssentialContainerExited", "Essential container in task exited", new Container("api", Optional.of(1), "", NEW));
    }

    Sample rollout(String status, String state, String reason) {
        this.status = status;
        this.state = state;
        this.reason = reason;
        return this;
    }

    Sample primary(String id, int revision) {
        primary = id;
        primaryRevision = revision(revision);
        status = "ACTIVE";
        return this;
    }

    Sample desired(int count) {
        desired = count;
        return this;
    }

    /** A service that has one task on each instance. */
    Sample daemon() {
        daemon = true;
        return this;
    }

    /** A service for which ECS watches these alarms. */
    Sample alarms(String... names) {
        configuration = new DeploymentConfiguration(List.of(names), configuration.early());
        return this;
    }

    /** A service whose rollouts ECS completes with that percentage of the tasks. */
    Sample early(int percent) {
        configuration = new DeploymentConfiguration(configuration.alarms(), Optional.of(percent));
        return this;
    }

    /** One that was replaced, and is listed still. */
    Sample before(String id, String status, int running) {
        before.add(new Rollout(id, status, revision(6), 0, running, 0, 0, "COMPLETED", ""));
        return this;
    }

    /** The service's events, all of when the rollout began, the newest first. */
    Sample said(String... messages) {
        Stream.of(messages).forEach(message -> events.add(new Event(START, message)));
        return this;
    }

    /** An event of that second, newer than those before. */
    Sample saidAt(long second, String message) {
        events.addFirst(new Event(second(second), message));
        return this;
    }

    /** An event says when ECS completed it. */
    Sample completedAt(long second) {
        completed = Optional.of(second(second));
        return this;
    }

    Sample unlisted() {
        listed = false;
        return this;
    }

    Observation reading() {
        int running = (int) tasks.stream().filter(Task::running).count();
        Rollout ours = new Rollout(looked, status, looked.equals(OURS) ? revision(8) : revision(7), desired, running, 0, 0, state, reason, Instant.EPOCH, completed);
        List<Rollout> all = new ArrayList<>();
        if (!primary.equals(looked)) {
            all.add(new Rollout(primary, "PRIMARY", primaryRevision, desired, 0, 0, 0, "IN_PROGRESS", ""));
        }
        if (listed) {
            all.add(ours);
        }
        all.addAll(before);
        ServiceNow service = new ServiceNow("arn:service", "ECS", "ROLLING", daemon, false, configuration, desired, running, primaryRevision, all);
        return new Observation(at, service, listed ? Optional.of(ours) : Optional.empty(), tasks, targets, checks, grace, events);
    }

    static Release release(int revision, String digest) {
        return Release.of(revision(revision), Map.of("api", image(digest).uri()));
    }

    static Image image(String digest) {
        return new Image(SHOP_API, new Digest(digest));
    }

    /** Changed at START, with 900 s until its deadline. */
    static Deployment deployment() {
        return deployment(true);
    }

    /** The same, with a baseline whose revision names its images by digest, or does not. */
    static Deployment deployment(boolean pinned) {
        Release old = release(7, OLD);
        return Deployment.asked(new DeploymentId("shop-api-1"), new TargetName("shop-api"), Action.DEPLOY,
                        new Origin(Origin.By.PUSH, START, Optional.empty()), NEW, "arn:execution", START)
                .withClaim(1).with(new Plan(old, "ecs-svc/1", 2, release(8, NEW), new Baseline(old, pinned, true), second(900)))
                .with(new Change(release(8, NEW), OURS, START)).with(Progress.start(5));
    }

    static Deployment healthySince(long second) {
        return deployment().with(new Progress(3, 0, Optional.of(second(second)), Counts.NONE, "", 5));
    }

    /** Went back at second 100, with 900 s until its deadline. */
    static Deployment restoring(Restore.Way way, Optional<String> rollout) {
        return restoring(true, way, rollout);
    }

    static Deployment restoring(boolean pinned, Restore.Way way, Optional<String> rollout) {
        return deployment(pinned).with(healthySince(40).progress().orElseThrow()).with(new Restore(way, release(7, OLD), rollout, second(100), second(1000)));
    }

    /** The baseline runs, healthy and completed, as ecs-svc/3. */
    static Sample restored(long second) {
        Sample sample = empty(second);
        sample.looked = "ecs-svc/3";
        sample.primary = "ecs-svc/3";
        sample.primaryRevision = revision(7);
        sample.digest = OLD;
        return sample.task("task-8").task("task-9").target("task-8", "healthy", "", "").target("task-9", "healthy", "", "");
    }
}
