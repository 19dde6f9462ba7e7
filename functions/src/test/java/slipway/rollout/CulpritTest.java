package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Progress;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.TargetHealth;
import slipway.rollout.Observation.Task;

/** Whose last lines may tell what no API does, and what they add to the cause. */
class CulpritTest {
    private static final Container API = container("api", 3, "");
    private static final Container PROXY = container("proxy", 137, "");

    @ParameterizedTest
    @CsvSource({
        "0, '', 3, '', second", "3, '', 0, '', first", "137, '', 3, '', second", "143, '', 3, '', second", "3, '', 4, '', first",
        "3, '', 137, 'OutOfMemoryError: killed', second", "137, '', 143, '', first", "0, '', 137, '', first", "-, '', 0, '', second", "-, 'OutOfMemoryError: killed', 0, '', first",
        "-, '', 3, '', second", "-, '', -, '', nobody"})
    void theContainerWhoseExitEndedTheTaskIsTheCulprit(String firstCode, String firstReason, String secondCode, String secondReason, String culprit) {
        Task task = stopped("t1", 60, "EssentialContainerExited", "", container("first", firstCode, firstReason), container("second", secondCode, secondReason));
        assertThat(Culprit.of(task).map(Container::name).orElse("nobody")).isEqualTo(culprit);
    }

    @Test
    void whereNoneHasExitedTheFirstContainerIsAsked() {
        Task task = stopped("t1", 60, "ServiceSchedulerInitiated", "Task failed container health checks", container("api", "-", ""), container("proxy", "-", ""));
        assertThat(Culprit.in(task)).contains(new Culprit(task, task.containers().getFirst()));
        assertThat(Culprit.in(stopped("t1", 60, "", ""))).isEmpty();
    }

    @Test
    void theTaskThatFailedLastIsLookedAt() {
        Task first = stopped("t1", 60, "EssentialContainerExited", "", API);
        Task last = stopped("t2", 90, "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group x)", PROXY);
        Task checked = stopped("t3", 95, "ServiceSchedulerInitiated", "Task failed container health checks", API);
        assertThat(found(List.of(last, first))).contains("t2");
        assertThat(found(List.of(first, checked, last))).contains("t3");
    }

    @Test
    void aTaskThatSomebodyElseEndedTellsNothing() {
        assertThat(found(List.of(stopped("t1", 60, "EssentialContainerExited", "", API), stopped("t2", 90, "SpotInterruption", "Your Spot Task was interrupted.", API)))).contains("t1");
        assertThat(found(List.of(stopped("t2", 90, "SpotInterruption", "Your Spot Task was interrupted.", API)))).isEmpty();
    }

    @Test
    void whereNoneHasFailedOneThatIsUnhealthyIsLookedAt() {
        Task well = running("t1", "HEALTHY");
        assertThat(found(List.of(well, running("t2", "UNHEALTHY")))).contains("t2");
        assertThat(found(List.of(well, running("t3", "UNKNOWN")), target("t1", "healthy"), target("t3", "unhealthy"))).contains("t3");
        assertThat(found(List.of(well), target("t1", "healthy"), target("t9", "unhealthy"))).isEmpty();
        assertThat(found(List.of(new Task("t4", "PENDING", "UNHEALTHY", second(0), Optional.empty(), Optional.empty(), "", "", List.of(API))))).as("it does not run yet").isEmpty();
        Task ending = new Task("t5", "RUNNING", "UNHEALTHY", second(0), Optional.of(second(5)), Optional.of(second(60)), "UserInitiated", "", List.of(API));
        assertThat(found(List.of(ending))).as("somebody stops it already").isEmpty();
    }

    @Test
    void theLinesOfTheTaskThatFailedAreReadAgainAsLongAsTheyMayCome() {
        Deployment crashed = Sample.deployment().with(Cause.of("ContainerExited", "It crashed.").with("task", "t1"));
        assertThat(Explaining.open(crashed)).contains("t1");
        assertThat(Explaining.open(crashed.with(looked(3)))).contains("t1");
        assertThat(Explaining.open(crashed.with(looked(4)))).as("nothing is expected any more").isEmpty();
        assertThat(Explaining.open(crashed.because(crashed.cause().orElseThrow().with("log.api", "boom")))).as("they are known").isEmpty();
        assertThat(Explaining.open(Sample.deployment().with(Cause.of("NotSettled", "Late.")))).as("of no task").isEmpty();
        assertThat(Explaining.open(Sample.deployment())).isEmpty();
    }

    @Test
    void theLinesAreAddedToTheCauseAndLeaveItsSentence() {
        Cause cause = Cause.of("ContainerExited", "Container api exited with code 3.").with("task", "t1");
        Task task = stopped("t1", 60, "EssentialContainerExited", "", API.writing(List.of("starting", "boom")));
        assertThat(Explaining.of(cause, task)).isEqualTo(cause.with("log.api", "starting\nboom"));
    }

    @Test
    void aCrashWhoseLogSaysThatItCannotRunAtAllIsSaidSo() {
        Task task = stopped("t1", 60, "EssentialContainerExited", "", container("api", 1, "").writing(List.of("exec /app: exec format error")));
        Cause said = Explaining.of(Cause.of("ContainerExited", "Container api exited with code 1.").with("task", "t1"), task);
        assertThat(said.code()).isEqualTo("ExecFormatError");
        assertThat(said.sentence()).isEqualTo("Container api exited with code 1, since its command is not for the task's processor (exec /app: exec format error).");
        assertThat(said.facts()).containsEntry("task", "t1").containsEntry("log.api", "exec /app: exec format error");
        Cause other = Cause.of("TargetHealthCheckFailed", "Task t1 answers 404.").with("task", "t1");
        assertThat(Explaining.of(other, task).sentence()).as("only a crash is explained by it").isEqualTo(other.sentence());
    }

    @Test
    void aContainerIsReplacedByTheSameOneThatIsKnownBetter() {
        Task task = stopped("t1", 60, "", "", API, PROXY);
        assertThat(task.with(API.writing(List.of("boom"))).containers()).containsExactly(API.writing(List.of("boom")), PROXY);
    }

    private static Optional<String> found(List<Task> tasks, TargetHealth... targets) {
        return Culprit.of(tasks, List.of(targets)).map(one -> one.task().id());
    }

    private static Progress looked(int looks) {
        return new Progress(looks, 0, Optional.empty(), Counts.NONE, "", 5);
    }

    private static TargetHealth target(String task, String state) {
        return new TargetHealth(task, Sample.GROUP, state, "", "");
    }

    private static Task running(String id, String health) {
        return new Task(id, "RUNNING", health, second(0), Optional.of(second(5)), Optional.empty(), "", "", List.of(API));
    }

    private static Task stopped(String id, long second, String stopCode, String reason, Container... containers) {
        return new Task(id, "STOPPED", "UNKNOWN", second(0), Optional.of(second(5)), Optional.of(second(second)), stopCode, reason, List.of(containers));
    }

    private static Container container(String name, int code, String reason) {
        return new Container(name, Optional.of(code), reason, "");
    }

    /** @param code {@code -} where it never ran */
    private static Container container(String name, String code, String reason) {
        return new Container(name, code.equals("-") ? Optional.empty() : Optional.of(Integer.valueOf(code)), reason, "");
    }
}
