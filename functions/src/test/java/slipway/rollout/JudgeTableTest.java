package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.empty;
import static slipway.rollout.Sample.healthy;
import static slipway.rollout.Sample.second;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Task;

/** Each rule of the judge, and each conflict of two. */
class JudgeTableTest {
    private static final Optional<StopRequest> STOP = Optional.of(
            new StopRequest(Action.STOP, "arn:aws:states:eu-central-1:123456789012:execution:deploy:by-hand", second(50)));
    private static final String MISMATCH = "Health checks failed with these codes: [404]";


    /** Two tasks that run, of a rollout that ECS has not completed. */
    private static Sample unchecked(long second) {
        return empty(second).task("task-1").task("task-2").rollout("PRIMARY", "IN_PROGRESS", "");
    }

    /** The same in a second target group. */
    private static Sample twice(Sample one) {
        java.util.List.copyOf(one.targets).forEach(target -> one.targets.add(new Observation.TargetHealth(target.task(), target.group() + "b", target.state(), target.reason(), target.description())));
        one.checks.add(new Observation.Check(Sample.GROUP + "b", "/api/health", "200", Duration.ofSeconds(10), 2));
        return one;
    }

    private record Row(String name, Sample reading, boolean stop, long now, String kind, String code, String words) {
        static Row of(String name, Sample reading, String kind, String code, String words) {
            return new Row(name, reading, false, Duration.between(Sample.START, reading.at).toSeconds(), kind, code, words);
        }

        Row stopping() {
            return new Row(name, reading, true, now, kind, code, words);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final java.util.List<Row> ROWS = java.util.List.of(
            Row.of("given up, PRIMARY is the old revision", healthy(60).primary("ecs-svc/3", 7)
                    .rollout("ACTIVE", "FAILED", "ECS deployment circuit breaker: tasks failed to start."),
                    "RollBack", "DeploymentFailed", "ECS gave ecs-svc/2 up: ECS deployment circuit breaker: tasks failed to start."),
            Row.of("given up, and crashes say why", empty(60).crashed("t1").crashed("t2").primary("ecs-svc/3", 7)
                    .rollout("ACTIVE", "FAILED", "ECS deployment circuit breaker: tasks failed to start."),
                    "RollBack", "DeploymentFailed", "tasks failed to start; Container api exited with code 1"),
            Row.of("given up before a stop", healthy(60).primary("ecs-svc/3", 7).rollout("ACTIVE", "FAILED", "ECS deployment circuit breaker: tasks failed to start."),
                    "RollBack", "DeploymentFailed", "").stopping(),
            Row.of("given up without a rollback", empty(60).rollout("PRIMARY", "FAILED", "ECS deployment circuit breaker: tasks failed to start."),
                    "RollBack", "DeploymentFailed", "circuit breaker"),
            Row.of("given up for an alarm", healthy(60).alarms("shop-5xx", "shop-slow").rollout("PRIMARY", "FAILED", "ECS deployment failed: alarm detected."),
                    "RollBack", "DeploymentFailed", "ECS gave ecs-svc/2 up: ECS deployment failed: alarm detected; it watches the alarms shop-5xx, shop-slow."),
            Row.of("given up for an alarm, listed no more", healthy(60).alarms("shop-5xx").primary("ecs-svc/3", 7).unlisted()
                    .said("(service api) (deployment ecs-svc/2) deployment failed: alarm detected."), "RollBack", "DeploymentFailed", "alarm detected; it watches alarm shop-5xx."),
            Row.of("given up for crashes of a service with alarms", empty(60).crashed("t1").alarms("shop-5xx")
                    .rollout("PRIMARY", "FAILED", "ECS deployment circuit breaker: tasks failed to start."), "RollBack", "DeploymentFailed", "failed to start; Container api exited"),
            Row.of("given up for an alarm that the service names no more", healthy(60).rollout("PRIMARY", "FAILED", "ECS deployment failed: alarm detected."),
                    "RollBack", "DeploymentFailed", "ECS gave ecs-svc/2 up: ECS deployment failed: alarm detected."),
            Row.of("gone back, listed no more", healthy(60).primary("ecs-svc/3", 7).unlisted(),
                    "RollBack", "WentBack", "The service went back to api:7: ecs-svc/3 is PRIMARY instead of ecs-svc/2."),
            Row.of("given up, listed no more, as the events tell", empty(60).crashed("t1").primary("ecs-svc/3", 7).unlisted().said("(service api) rolling back to deployment ecs-svc/3.",
                    "(service api) (deployment ecs-svc/2) deployment failed: tasks failed to start."), "RollBack", "DeploymentFailed",
                    "ECS gave ecs-svc/2 up: tasks failed to start; Container api exited with code 1"),
            Row.of("another one given up is none of ours", healthy(60).primary("ecs-svc/3", 7).unlisted().said("(service api) (deployment ecs-svc/22) deployment failed: alarm detected."),
                    "RollBack", "WentBack", "went back"),
            Row.of("gone back, listed no more, and a crash says why", empty(60).crashed("t1").primary("ecs-svc/3", 7).unlisted(),
                    "RollBack", "WentBack", "instead of ecs-svc/2; Container api exited with code 1 (Essential container in task exited)."),
            Row.of("gone back by hand while still listed", healthy(60).primary("ecs-svc/3", 7).rollout("ACTIVE", "IN_PROGRESS", ""),
                    "RollBack", "WentBack", "api:7"),
            Row.of("someone else's revision", healthy(60).primary("ecs-svc/9", 12),
                    "GiveWay", "ChangedBySomeoneElse", "ecs-svc/9 with api:12 is PRIMARY instead of ecs-svc/2"),
            Row.of("someone else's revision, ours listed no more", healthy(60).primary("ecs-svc/9", 12).unlisted(),
                    "GiveWay", "ChangedBySomeoneElse", "api:12"),
            Row.of("our revision, but not our deployment", healthy(60).primary("ecs-svc/9", 8),
                    "GiveWay", "ChangedBySomeoneElse", "ecs-svc/9 with api:8"),
            Row.of("a reading of before the change", healthy(100).primary("ecs-svc/1", 7).unlisted(),
                    "Wait", "", "the service to list ecs-svc/2; it still lists ecs-svc/1 as PRIMARY"),
            Row.of("PRIMARY again for longer than a reading lags", healthy(130).primary("ecs-svc/1", 7).unlisted(), "RollBack", "WentBack", "ecs-svc/1 is PRIMARY instead of ecs-svc/2"),
            Row.of("PRIMARY again beside ours is no lag", healthy(60).primary("ecs-svc/1", 7).rollout("ACTIVE", "IN_PROGRESS", ""), "RollBack", "WentBack",
                    "ecs-svc/1 is PRIMARY instead of ecs-svc/2"),
            Row.of("someone else before a stop", healthy(60).primary("ecs-svc/9", 12), "GiveWay", "ChangedBySomeoneElse", "").stopping(),
            Row.of("scaled to zero", empty(60).desired(0), "GiveWay", "ScaledToZero", "0 tasks"),
            Row.of("a daemon without an instance", empty(60).daemon().desired(0), "GiveWay", "ScaledToZero", "No instance of the cluster is left for the daemon's tasks"),
            Row.of("scaled to zero before a stop", empty(60).desired(0), "GiveWay", "ScaledToZero", "").stopping(),
            Row.of("a stop though all is healthy", healthy(120), "RollBack", "StoppedByPerson",
                    "A person asked for a stop at 12:00:50 UTC.").stopping(),
            Row.of("a stop before a crash", empty(60).crashed("t1").crashed("t2"), "RollBack", "StoppedByPerson", "").stopping(),
            Row.of("image not found", empty(20).stopped("t1", "TaskFailedToStart",
                    "CannotPullContainerError: failed to resolve ref shop/api@sha256:b: not found"),
                    "RollBack", "ImageNotFound", "CannotPullContainerError: failed to resolve ref"),
            Row.of("manifest unknown", empty(20).stopped("t1", "TaskFailedToStart",
                    "CannotPullImageManifestError: Error response from daemon: manifest unknown"), "RollBack", "ImageNotFound", "manifest unknown"),
            Row.of("container can't be started", empty(20).stopped("t1", "TaskFailedToStart", "Task failed to start",
                    new Container("api", Optional.empty(), "CannotStartContainerError: exec: \"/app\": no such file or directory", NEW())),
                    "RollBack", "CommandNotFound", "Task failed to start: CannotStartContainerError"),
            Row.of("another processor's program, as only the log tells", empty(20).stopped("t1", "EssentialContainerExited", "Essential container in task exited",
                    new Container("api", Optional.of(255), "", NEW()).writing(List.of("exec /app/server: exec format error"))),
                    "RollBack", "ExecFormatError", "Container api exited with code 255, since its command is not for the task's processor (exec /app/server: exec format error)."),
            Row.of("the same without its log is one crash", empty(20).stopped("t1", "EssentialContainerExited", "Essential container in task exited",
                    new Container("api", Optional.of(255), "", NEW())), "Wait", "", "exited with code 255"),
            Row.of("one that can't start before one given up", empty(20).rollout("PRIMARY", "FAILED", "breaker").stopped("t1", "TaskFailedToStart",
                    "CannotPullContainerError: x: not found"), "RollBack", "ImageNotFound", ""),
            Row.of("one crash is not two", empty(20).crashed("t1"), "Wait", "",
                    "0 of 2 tasks running; Container api exited with code 1 (Essential container in task exited); crash 1 of the 2 that decide"),
            Row.of("two crashes", empty(20).crashed("t1").crashed("t2"), "RollBack", "ContainerExited",
                    "Container api exited with code 1 (Essential container in task exited); crash 2, and 2 decide."),
            Row.of("killed for memory", empty(20).crashed("t1").stopped("t2", "EssentialContainerExited", "Essential container in task exited",
                    new Container("api", Optional.of(137), "OutOfMemoryError: Container killed due to memory usage", NEW())),
                    "RollBack", "OutOfMemory", "Container api was killed for memory with code 137 (OutOfMemoryError"),
            Row.of("killed for memory, as its reason alone tells", empty(20).crashed("t1").stopped("t2", "EssentialContainerExited", "Essential container in task exited",
                    new Container("api", Optional.empty(), "OutOfMemoryError: Container killed due to memory usage", NEW())), "RollBack", "OutOfMemory", "Container api was killed for memory ("),
            Row.of("the sidecar that the scheduler killed is not the culprit", empty(20).crashed("t1").stopped("t2", "EssentialContainerExited", "",
                    new Container("proxy", Optional.of(137), "", NEW()), new Container("api", Optional.of(3), "", NEW())),
                    "RollBack", "ContainerExited", "Container api exited with code 3"),
            Row.of("nor is one that ended well", empty(20).crashed("t1").stopped("t2", "EssentialContainerExited", "",
                    new Container("migrate", Optional.of(0), "", ""), new Container("api", Optional.of(3), "", NEW())),
                    "RollBack", "ContainerExited", "Container api exited with code 3"),
            Row.of("failed container health checks", empty(20).crashed("t1").stopped("t2", "ServiceSchedulerInitiated", "Task failed container health checks"),
                    "RollBack", "ContainerHealthCheckFailed", "Task failed container health checks; crash 2, and 2 decide."),
            Row.of("failed ELB health checks", empty(20).crashed("t1")
                    .stopped("t2", "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group " + Sample.GROUP + ")")
                    .target("t2", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH),
                    "RollBack", "TargetHealthCheckFailed", "Task t2 answers 404 on /api/health, expects 200 (Target.ResponseCodeMismatch); Task failed ELB health checks"),
            Row.of("scaling in is no crash", healthy(20).stopped("t1", "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/2)")
                    .stopped("t2", "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/2)"), "Wait", "", "2 of 2 healthy"),
            Row.of("one crash and a spot reclaim are not two crashes", empty(20).crashed("t1").stopped("t2", "SpotInterruption", "Your Spot Task was interrupted."),
                    "Wait", "", "0 of 2 tasks running; Your Spot Task was interrupted."),
            Row.of("spot and capacity are no crashes (26)", empty(20).stopped("t1", "SpotInterruption", "Your Spot Task was interrupted.")
                    .stopped("t2", "TaskFailedToStart", "Capacity is unavailable at this time. Please try again later"),
                    "Wait", "", "0 of 2 tasks running; There is no capacity for the task, which is not the image's fault: Capacity is unavailable"),
            Row.of("a registry that does not answer is no crash", empty(20)
                    .stopped("t1", "TaskFailedToStart", "CannotPullContainerError: dial tcp: i/o timeout")
                    .stopped("t2", "TaskFailedToStart", "ResourceInitializationError: unable to pull secrets: not found"), "Wait", "", "0 of 2"),
            Row.of("a person's StopTask is no crash", healthy(20).stopped("t1", "UserInitiated", "Task stopped by user")
                    .stopped("t2", "UserInitiated", "Task stopped by user"), "Wait", "", "2 of 2 healthy"),
            Row.of("unhealthy within its time", healthy(19).target("task-1", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH),
                    "Wait", "", "task task-1 answers 404 on /api/health, expects 200"),
            Row.of("unhealthy beyond its time", unchecked(20).target("task-1", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH)
                    .target("task-2", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH), "RollBack", "TargetHealthCheckFailed",
                    "answers 404 on /api/health, expects 200 (Target.ResponseCodeMismatch), unhealthy for longer than the 20 s that it is given."),
            Row.of("one is unhealthy beyond its time, and the other is well", unchecked(20).target("task-1", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH)
                    .target("task-2", "healthy", "", ""), "Wait", "", "1 of 2 targets healthy; task task-1 answers 404 on /api/health, expects 200 (Target.ResponseCodeMismatch)"),
            Row.of("one is, in two groups", twice(unchecked(20).target("task-1", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH).target("task-2", "healthy", "", "")), "Wait", "", "targets healthy; task task-1"),
            Row.of("one is, and another crashed before", unchecked(20).crashed("t1").target("task-1", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH).target("task-2", "healthy", "", ""),
                    "RollBack", "TargetHealthCheckFailed", "unhealthy for longer than the 20 s that it is given; crash 2, and 2 decide."),
            Row.of("both are, and both were well", empty(20).task("task-1").task("task-2").target("task-1", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH)
                    .target("task-2", "unhealthy", "Target.ResponseCodeMismatch", MISMATCH), "RollBack", "TargetHealthCheckFailed", "crash 2, and 2 decide."),
            Row.of("unhealthy for a reason of the balancer", healthy(60).target("task-1", "unhealthy", "Elb.InternalError", "oops"),
                    "Wait", "", "Elb.InternalError"),
            Row.of("healthy for the bake", healthy(100), "Settle", "", "2 of 2 healthy, 60 of 60 s"),
            Row.of("healthy almost for the bake", healthy(99), "Wait", "", "2 of 2 healthy, 59 of 60 s"),
            Row.of("healthy for the bake after the deadline", healthy(950), "Settle", "", ""),
            Row.of("not completed", healthy(100).rollout("PRIMARY", "IN_PROGRESS", ""), "Wait", "", "2 of 2 healthy; ECS has not completed the rollout (PRIMARY IN_PROGRESS)"),
            Row.of("a state that nobody knows is no success", healthy(100).rollout("PRIMARY", "SHINY", ""), "Wait", "", "SHINY"),
            Row.of("a status that nobody knows is no success", healthy(100).rollout("SHINY", "COMPLETED", ""), "Wait", "", "SHINY"),
            Row.of("a target state that nobody knows is no success", healthy(100).target("task-1", "shiny", "", ""), "Wait", "", "task task-1 is shiny"),
            Row.of("completed with one task of two", empty(100).task("task-1").target("task-1", "healthy", "", ""), "Wait", "", "1 of 2 tasks running"),
            Row.of("completed early with one task of two", empty(100).early(50).task("task-1").target("task-1", "healthy", "", ""), "Wait", "",
                    "1 of 2 tasks running; ECS called the rollout completed with 50 percent of them, by the service's early success criteria"),
            Row.of("not completed yet, with early success criteria", empty(100).early(50).task("task-1").rollout("PRIMARY", "IN_PROGRESS", ""), "Wait", "", "1 of 2 tasks running"),
            Row.of("completed early, and all of it there", healthy(100).early(50), "Settle", "", "2 of 2 healthy, 60 of 60 s"),
            Row.of("not completed, while ECS watches an alarm", healthy(100).alarms("shop-5xx").rollout("PRIMARY", "IN_PROGRESS", ""), "Wait", "",
                    "ECS has not completed the rollout (PRIMARY IN_PROGRESS); before that it watches alarm shop-5xx of the service for a while"),
            Row.of("a task without a target", empty(100).task("task-1").task("task-2").target("task-1", "healthy", "", ""),
                    "Wait", "", "1 of 2 targets healthy; the others are not registered yet"),
            Row.of("a target that begins", empty(100).task("task-1").task("task-2").target("task-1", "healthy", "", "")
                    .target("task-2", "initial", "Elb.InitialHealthChecking", ""), "Wait", "",
                    "1 of 2 targets healthy; task task-2 is initial (Elb.InitialHealthChecking)"),
            Row.of("late", healthy(900).rollout("PRIMARY", "IN_PROGRESS", ""), "RollBack", "NotSettled",
                    "Not settled within 15 min: it last waited for 2 of 2 healthy; ECS has not completed the rollout (PRIMARY IN_PROGRESS)."),
            Row.of("a second before late", healthy(899).rollout("PRIMARY", "IN_PROGRESS", ""), "Wait", "", ""));

    private static String NEW() {
        return Sample.NEW;
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void eachRuleDecides(Row row) {
        Verdict verdict = Judge.decide(Sample.healthySince(40), Limits.DEFAULT, Optional.of(row.reading.reading()),
                new Wishes(row.stop ? STOP : Optional.empty(), false), second(row.now));
        assertThat(verdict.getClass().getSimpleName()).isEqualTo(row.kind);
        assertThat(cause(verdict).map(Cause::code).orElse("")).isEqualTo(row.code);
        assertThat(cause(verdict).map(Cause::sentence).orElse(verdict.progress().waitsFor())).contains(row.words);
    }

    /** What ECS stops later, where its owner wants it so, is counted once ours is completed; before that, old and new side by side are no news. */
    @Test
    void tasksOfDeploymentsBeforeAreCountedOnceOursIsCompleted() {
        Sample seen = healthy(100).before("ecs-svc/1", "ACTIVE", 2).before("ecs-svc/0", "INACTIVE", 1);
        assertThat(decide(Sample.healthySince(40), Optional.of(seen), 100).progress().counts().others()).isEqualTo(2);
        assertThat(decide(Sample.healthySince(40), Optional.of(seen.rollout("PRIMARY", "IN_PROGRESS", "")), 100).progress().counts().others()).isZero();
    }

    private static Optional<Cause> cause(Verdict verdict) {
        return switch (verdict) {
            case Verdict.RollBack back -> Optional.of(back.cause());
            case Verdict.GiveWay way -> Optional.of(way.cause());
            case Verdict.Wait _, Verdict.GoOn _, Verdict.HandOver _, Verdict.Settle _ -> Optional.empty();
        };
    }

    private static Sample pending(long second) {
        return empty(second).rollout("PRIMARY", "IN_PROGRESS", "");
    }

    private static Verdict decide(Deployment deployment, Optional<Sample> reading, long now) {
        return Judge.decide(deployment, Limits.DEFAULT, reading.map(Sample::reading), Wishes.NONE, second(now));
    }
}
