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
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Baseline;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.rollout.Observation.Check;
import slipway.rollout.Observation.TargetHealth;
import slipway.rollout.Observation.Task;

/** What is said to be missing, in what a reading shows. */
class HealthTest {
    private static final String ADMIN = Sample.GROUP.replace("shop-api/1", "shop-admin/2");
    private static final String UNPLACED = "(service shop-api) was unable to place a task because no container instance met all of its requirements.";
    private static final String STARTED = "(service shop-api) has started 2 tasks: (task t1) (task t2).";

    @Test
    void whatIsWholeMissesNothingAndAServiceOfNoTasksIsNeverWhole() {
        assertThat(missing(healthy(60))).isEmpty();
        assertThat(missing(empty(60).desired(0))).contains("0 of 0 tasks running");
    }

    @Test
    void missingTasksAreExplainedByWhatIsKnownElseByAnIllTarget() {
        Sample one = empty(60).task("task-1").target("task-1", "unhealthy", "Target.Timeout", "Request timed out").said(UNPLACED);
        assertThat(new Health(one.reading()).missing(Optional.of("a crash"))).contains("1 of 2 tasks running; a crash");
        assertThat(missing(one)).contains("1 of 2 tasks running; task task-1 is unhealthy on /api/health (Target.Timeout: Request timed out)");
    }

    /** A task that finds no place does not exist (scenario 26). */
    @Test
    void aTaskThatFindsNoPlaceIsToldByTheServicesLastEventOfIt() {
        String told = "0 of 2 tasks running; ECS was unable to place a task because no container instance met all of its requirements.";
        assertThat(missing(empty(60).said(UNPLACED))).contains(told);
        assertThat(missing(empty(60).said("(service shop-api) registered 1 targets.", UNPLACED, STARTED))).contains(told);
        assertThat(missing(empty(60).said(UNPLACED.substring(UNPLACED.indexOf("was"))))).contains(told);
        assertThat(missing(empty(60).said(STARTED, UNPLACED))).as("they have a place by now").contains("0 of 2 tasks running");
        assertThat(missing(empty(60))).contains("0 of 2 tasks running");
    }

    @Test
    void ofSeveralTargetsThatAreNotHealthyAnUnhealthyOneIsNamed() {
        Sample two = empty(60).task("task-1").task("task-2").target("task-1", "initial", "Elb.InitialHealthChecking", "").target("task-2", "unhealthy", "Target.Timeout", "");
        assertThat(missing(two)).contains("0 of 2 targets healthy; task task-2 is unhealthy on /api/health (Target.Timeout)");
    }

    @Test
    void aTargetIsToldByTheCheckOfItsOwnGroup() {
        Sample two = healthy(60);
        two.checks.add(new Check(ADMIN, "/admin", "200", Duration.ofSeconds(10), 2));
        two.targets.add(new TargetHealth("task-1", ADMIN, "healthy", "", ""));
        two.targets.add(new TargetHealth("task-2", ADMIN, "unhealthy", "Target.Timeout", ""));
        assertThat(missing(two)).contains("3 of 4 targets healthy; task task-2 is unhealthy on /admin (Target.Timeout)");
    }

    @Test
    void eachTaskNeedsAHealthyTargetOfItsOwnInEachGroup() {
        Sample two = healthy(60);
        two.checks.add(new Check(ADMIN, "/admin", "200", Duration.ofSeconds(10), 2));
        two.targets.addAll(List.of(new TargetHealth("task-1", ADMIN, "healthy", "", ""), new TargetHealth("task-1", ADMIN, "healthy", "", "")));
        assertThat(missing(two)).contains("3 of 4 targets healthy; the others are not registered yet");
        two.targets.removeIf(target -> target.task().equals("task-1"));
        assertThat(missing(two)).contains("1 of 4 targets healthy; the others are not registered yet");
    }

    @Test
    void anotherTasksTargetDoesNotCountForATask() {
        Sample three = healthy(60).task("task-3").desired(3);
        assertThat(missing(three)).contains("2 of 3 targets healthy; the others are not registered yet");
    }

    /** What ECS itself gives a task that nothing checks (ECS guide: service-deployment). */
    @ParameterizedTest
    @CsvSource({"39, false", "40, true"})
    void aTaskThatNothingChecksHasProvenItselfOnceItHasRunAsLongAsEcsGivesIt(int age, boolean proven) {
        Sample bare = empty(age).task("task-1").task("task-2");
        bare.checks.clear();
        assertThat(missing(bare).isEmpty()).isEqualTo(proven);
        bare.rollout("PRIMARY", "IN_PROGRESS", "");
        assertThat(missing(bare)).as("ECS counts itself until then").contains("2 of 2 healthy; ECS has not completed the rollout (PRIMARY IN_PROGRESS)");
    }

    @Test
    void aTaskThatSomethingChecksNeedNotBeOld() {
        Sample young = healthy(10);
        assertThat(missing(young)).as("a target").isEmpty();
        Sample checked = empty(10);
        checked.checks.clear();
        List.of("task-1", "task-2").forEach(id -> checked.tasks.add(new Task(id, "RUNNING", "HEALTHY", second(0), Optional.of(second(0)), Optional.empty(), "", "", List.of())));
        assertThat(missing(checked)).as("its container's own check").isEmpty();
    }

    /** A reading may lag, also behind somebody else's change that ours took the place of. */
    @Test
    void whatOursTookThePlaceOfMayBeReadForAWhile() {
        ServiceNow theirs = healthy(60).primary("ecs-svc/4", 9).unlisted().reading().service();
        Plan plan = Sample.deployment().plan().orElseThrow();
        Change collided = new Change(Sample.release(8, Sample.NEW), Sample.OURS, second(0), Optional.of("ecs-svc/4 with api:9"));
        Change alone = new Change(collided.release(), collided.rollout(), collided.at());
        Change other = new Change(collided.release(), collided.rollout(), collided.at(), Optional.of("ecs-svc/44 with api:9"));
        assertThat(Lag.possible(theirs, plan, collided, second(60))).isTrue();
        assertThat(Lag.possible(theirs, plan, collided, second(0).plus(Lag.LONGEST))).isFalse();
        assertThat(Lag.possible(theirs, plan, alone, second(60))).isFalse();
        assertThat(Lag.possible(theirs, plan, other, second(60))).isFalse();
    }

    /** Before that was another one PRIMARY, which the plan does not know. */
    @Test
    void aReadingOfBeforeWhatWasTakenOverIsLateTooAndIsNoWayBack() {
        Release to = Sample.release(8, Sample.NEW);
        Plan there = new Plan(to, Sample.OURS, 2, to, new Baseline(Sample.release(7, Sample.OLD), true, false), second(900));
        Deployment taken = Sample.deployment().with(there).with(new Change(to, Sample.OURS, second(0)));
        Sample late = healthy(60).primary("ecs-svc/1", 7).unlisted();
        assertThat(Lag.possible(late.reading().service(), there, taken.change().orElseThrow(), second(60))).isTrue();
        assertThat(Judge.decide(taken, Limits.DEFAULT, Optional.of(late.reading()), Wishes.NONE, second(60))).isInstanceOf(Verdict.Wait.class);
        assertThat(Judge.decide(taken, Limits.DEFAULT, Optional.of(late.reading()), Wishes.NONE, second(0).plus(Lag.LONGEST))).isInstanceOf(Verdict.RollBack.class);
        Observation forced = healthy(60).primary("ecs-svc/9", 8).unlisted().reading();
        assertThat(Judge.decide(taken, Limits.DEFAULT, Optional.of(forced), Wishes.NONE, second(0).plus(Lag.LONGEST))).as("somebody's of the same revision").isInstanceOf(Verdict.GiveWay.class);
    }

    private static Optional<String> missing(Sample sample) {
        return new Health(sample.reading()).missing(Optional.empty());
    }
}
