package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.rollout.Observation.Check;
import slipway.rollout.Observation.Container;
import slipway.rollout.Observation.Task;

/** What a stopped task's own words become: a sentence for people, and the facts that it rests on. */
class StopsTest {
    private static final String FAILED_CHECKS = "Task failed ELB health checks in (target-group " + Sample.GROUP + ")";
    private static final String ADMIN = Sample.GROUP.replace("shop-api/1", "shop-admin/2");
    private static final String EVENT = "(service shop-api) (task t9) is unhealthy in (target-group " + Sample.GROUP + ") due to (reason Health checks failed with these codes: [503])";

    private final Sample sample = Sample.empty(60);

    @Test
    void theFactsOfAStopAreAwssOwnWords() {
        Signal signal = read("EssentialContainerExited", "Essential container in task exited", new Container("api", Optional.of(3), "", "").writing(List.of("one", "two")),
                new Container("proxy", Optional.empty(), "", ""));
        assertThat(signal.facts()).isEqualTo(Map.of("task", "t1", "stopCode", "EssentialContainerExited", "stoppedReason", "Essential container in task exited",
                "exitCode.api", "3", "log.api", "one\ntwo"));
        assertThat(signal.at()).isEqualTo(second(60));
    }

    @Test
    void aTaskThatSaysNoReasonIsToldByItsStopCode() {
        assertThat(read("UserInitiated", "").words()).isEqualTo("UserInitiated");
        assertThat(read("", "").words()).isEqualTo("A task stopped without a reason");
        assertThat(read("EssentialContainerExited", "", new Container("api", Optional.of(3), "", "")).words()).isEqualTo("Container api exited with code 3");
        assertThat(read("EssentialContainerExited", "Essential container in task exited").words()).as("no container tells").isEqualTo("Essential container in task exited");
    }

    @Test
    void aContainersReasonIsSaidOnceAndOnlyWhereItSaysMore() {
        assertThat(read("TaskFailedToStart", "Task failed to start", new Container("proxy", Optional.empty(), "", ""), new Container("api", Optional.empty(), "DockerTimeoutError: x", "")).words())
                .isEqualTo("Task failed to start: DockerTimeoutError: x");
        assertThat(read("TaskFailedToStart", "DockerTimeoutError: x", new Container("api", Optional.empty(), "DockerTimeoutError: x", "")).words()).isEqualTo("DockerTimeoutError: x");
    }

    @Test
    void aFailedTargetCheckIsToldWithTheAnswerOfTheTaskItself() {
        sample.target("t0", "unhealthy", "Target.Timeout", "Request timed out").target("t1", "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]");
        Signal signal = read("ServiceSchedulerInitiated", FAILED_CHECKS);
        assertThat(signal.weight()).isEqualTo(Signal.Weight.REPEATED);
        assertThat(signal.words()).isEqualTo("Task t1 answers 404 on /api/health, expects 200 (Target.ResponseCodeMismatch); Task failed ELB health checks in (target-group shop-api)");
        assertThat(signal.facts()).containsEntry("reasonCode", "Target.ResponseCodeMismatch").containsEntry("description", "Health checks failed with these codes: [404]")
                .containsEntry("path", "/api/health").containsEntry("matcher", "200");
    }

    @Test
    void whoseTargetIsGoneIsToldByAnotherThatIsIllNow() {
        sample.target("t2", "healthy", "", "").target("t3", "unhealthy", "Target.Timeout", "Request timed out");
        assertThat(read("ServiceSchedulerInitiated", FAILED_CHECKS).words())
                .isEqualTo("Task t3 is unhealthy on /api/health (Target.Timeout: Request timed out); Task failed ELB health checks in (target-group shop-api)");
    }

    @Test
    void whereNoTargetIsIllNowTheServicesEventTellsTheAnswer() {
        sample.target("t2", "healthy", "", "").said("(service shop-api) has started 2 tasks: (task t1).", EVENT);
        Signal signal = read("ServiceSchedulerInitiated", FAILED_CHECKS);
        assertThat(signal.words()).isEqualTo("Task t1 answered 503 on /api/health, expects 200 (Target.ResponseCodeMismatch); Task failed ELB health checks in (target-group shop-api)");
        assertThat(signal.facts()).containsEntry("description", "Health checks failed with these codes: [503]").containsEntry("reasonCode", "Target.ResponseCodeMismatch");
    }

    /** An event has the description alone; which code goes with it is known of these. */
    @ParameterizedTest
    @CsvSource({"Request timed out, Target.Timeout", "Health checks failed, Target.FailedHealthChecks", "Something new,"})
    void theReasonCodeIsNamedWhereTheEventsWordsAreKnown(String words, String code) {
        sample.said(EVENT.replace("Health checks failed with these codes: [503]", words));
        Signal signal = read("ServiceSchedulerInitiated", FAILED_CHECKS);
        assertThat(signal.words()).startsWith("Task t1 failed: " + words + " on /api/health, expects 200" + (code == null ? "; " : " (" + code + "); "));
        assertThat(signal.facts().get("reasonCode")).isEqualTo(code);
    }

    @Test
    void whereNothingTellsTheAnswerTheCheckIsNamedAlone() {
        assertThat(read("ServiceSchedulerInitiated", FAILED_CHECKS).words()).startsWith("Task t1 failed its health check on /api/health, expects 200; ");
    }

    @Test
    void theCheckIsThatOfTheGroupThatTheReasonNamesElseTheFirst() {
        sample.checks.add(new Check(ADMIN, "/admin", "200-299", Duration.ofSeconds(10), 2));
        assertThat(read("ServiceSchedulerInitiated", FAILED_CHECKS.replace(Sample.GROUP, ADMIN)).facts()).containsEntry("path", "/admin").containsEntry("matcher", "200-299");
        assertThat(read("ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group gone)").facts()).containsEntry("path", "/api/health");
        sample.checks.clear();
        assertThat(read("ServiceSchedulerInitiated", FAILED_CHECKS).facts()).doesNotContainKey("path");
    }

    private Signal read(String stopCode, String reason, Container... containers) {
        return new Stops(sample.reading()).read(new Task("t1", "STOPPED", "UNKNOWN", second(10), Optional.of(second(20)), Optional.of(second(60)), stopCode, reason, List.of(containers)));
    }
}
