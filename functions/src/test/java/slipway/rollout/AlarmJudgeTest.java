package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Alarmed;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Plan;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.rollout.Alarm.State;

/** What the target's alarms add to a verdict (scenario 27). The new image serves since START. */
class AlarmJudgeTest {
    private static final String ERRORS = "shop-errors";
    private static final String LATENCY = "shop-latency";
    private static final List<String> NAMES = List.of(ERRORS, LATENCY);
    private static final Deployment ROLLOUT = Sample.healthySince(40);
    private static final Verdict WAIT = new Verdict.Wait(ROLLOUT.progress().orElseThrow());
    private static final Verdict SETTLE = new Verdict.Settle(ROLLOUT.progress().orElseThrow());
    private static final Alarm WELL = new Alarm(LATENCY, State.OK, second(-500), "");

    private record Row(String name, Deployment deployment, Verdict verdict, Optional<List<Alarm>> read, String outcome) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("all are well", ROLLOUT, SETTLE, read(new Alarm(ERRORS, State.OK, second(5), "")), "Settle"),
            new Row("one that nobody can judge is neither well nor ill", ROLLOUT, SETTLE, read(new Alarm(ERRORS, State.INSUFFICIENT_DATA, second(5), "")), "Settle"),
            new Row("one fired since the change", ROLLOUT, WAIT, read(fired(5)), "RollBack AlarmFired"),
            new Row("one fired, and the bake is over", ROLLOUT, SETTLE, read(fired(99)), "RollBack AlarmFired"),
            new Row("one fired, and something newer waits", ROLLOUT, new Verdict.HandOver(WAIT.progress()), read(fired(5)), "RollBack AlarmFired"),
            new Row("one fired before the change", ROLLOUT, SETTLE, read(fired(-1)), "Settle"),
            new Row("one fired as the change was made", ROLLOUT, SETTLE, read(fired(0)), "Settle"),
            new Row("Plan saw it fired already, by a clock that is ahead", knowing("ALARM", 5), SETTLE, read(fired(5)), "Settle"),
            new Row("it was well in between", knowing("ALARM", -300), SETTLE, read(fired(5)), "RollBack AlarmFired"),
            new Row("Plan saw that nobody could judge it", knowing("INSUFFICIENT_DATA", 5), SETTLE, read(fired(5)), "RollBack AlarmFired"),
            new Row("Plan saw another one fired", knowing("ALARM", 5), SETTLE, read(new Alarm(LATENCY, State.ALARM, second(5), "")), "RollBack AlarmFired"),
            new Row("what goes back needs no alarm", ROLLOUT, new Verdict.RollBack(WAIT.progress(), Cause.of("ContainerExited", "")), read(fired(5)), "RollBack ContainerExited"),
            new Row("what is somebody else's is left alone", ROLLOUT, new Verdict.GiveWay(WAIT.progress(), Cause.of("ScaledToZero", "")), read(fired(5)), "GiveWay ScaledToZero"),
            new Row("a step that is still to be made is made", ROLLOUT, new Verdict.GoOn(WAIT.progress()), read(fired(5)), "GoOn"),
            new Row("CloudWatch says nothing, and nothing settles yet", ROLLOUT, WAIT, Optional.empty(), "Wait"),
            new Row("a function's alias has not moved", function(Optional.empty()), WAIT, read(fired(5)), "Wait"),
            new Row("a function without an alias was not looked at when it fired", plain(Optional.of(second(40))), WAIT, read(fired(39)), "RollBack AlarmFired"),
            new Row("nor was one that is not healthy yet", plain(Optional.empty()), WAIT, read(fired(5)), "RollBack AlarmFired"),
            new Row("it fired before that had the new code", plain(Optional.of(second(40))), SETTLE, read(fired(-1)), "Settle"),
            new Row("a function's callers reach the new version since", function(Optional.of(second(40))), WAIT, read(fired(39)), "Wait"),
            new Row("and it fired then", function(Optional.of(second(40))), WAIT, read(fired(41)), "RollBack AlarmFired"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void onlyWhatFiredSinceTheNewImageServesGoesBack(Row row) {
        Verdict verdict = row.verdict instanceof Verdict.Wait ? new Verdict.Wait(row.deployment.progress().orElseThrow()) : row.verdict;
        assertThat(word(AlarmJudge.over(row.deployment, verdict, Limits.DEFAULT, NAMES, row.read, second(100)))).isEqualTo(row.outcome);
    }

    @Test
    void theFirstThatFiredIsNamedWithItsTimeAndCloudWatchsReason() {
        Alarm later = new Alarm(LATENCY, State.ALARM, second(60), "");
        Alarm first = new Alarm(ERRORS, State.ALARM, second(50), "Threshold Crossed: 3 datapoints were greater than the threshold (1.0).");
        Cause cause = cause(over(WAIT, Optional.of(List.of(later, first)), 100));
        assertThat(cause.sentence()).isEqualTo("Alarm shop-errors fired (ALARM since 12:00:50 UTC): Threshold Crossed: 3 datapoints were greater than the threshold (1.0).");
        assertThat(cause.facts()).containsOnlyKeys("alarm", "since").containsEntry("alarm", ERRORS).containsEntry("since", "2026-11-21T12:00:50Z");
        assertThat(cause(over(WAIT, Optional.of(List.of(later)), 100)).sentence()).isEqualTo("Alarm shop-latency fired (ALARM since 12:01:00 UTC).");
    }

    @Test
    void nothingSettlesWhileCloudWatchDoesNotTell() {
        waits("CloudWatch to tell the state of 2 alarms", AlarmJudge.over(ROLLOUT, SETTLE, Limits.DEFAULT, NAMES, Optional.empty(), second(100)));
        waits("CloudWatch to tell the state of 1 alarm", AlarmJudge.over(ROLLOUT, SETTLE, Limits.DEFAULT, List.of(ERRORS), Optional.empty(), second(100)));
        waits("alarm shop-errors, which is not there any more", over(SETTLE, Optional.of(List.of(WELL)), 100));
    }

    @Test
    void whatIsNotToldGoesBackAtTheDeadline() {
        assertThat(over(SETTLE, Optional.empty(), 899)).isInstanceOf(Verdict.Wait.class);
        Cause cause = cause(over(SETTLE, Optional.empty(), 900));
        assertThat(cause.code()).isEqualTo("AlarmsUntold");
        assertThat(cause.sentence()).isEqualTo("All is healthy, but until its deadline it waited for CloudWatch to tell the state of 2 alarms.");
    }

    private static void waits(String what, Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Wait.class);
        assertThat(verdict.progress().waitsFor()).isEqualTo(what);
        assertThat(verdict.progress().nextLook()).as("it looks again soon").isBetween(1, (int) Limits.DEFAULT.look().toSeconds());
        assertThat(verdict.progress().healthySince()).as("the bake is over still").contains(second(40));
    }

    private static Verdict over(Verdict verdict, Optional<List<Alarm>> read, long now) {
        return AlarmJudge.over(ROLLOUT, verdict, Limits.DEFAULT, NAMES, read, second(now));
    }

    private static Cause cause(Verdict verdict) {
        return ((Verdict.RollBack) verdict).cause();
    }

    private static String word(Verdict verdict) {
        return verdict.getClass().getSimpleName() + switch (verdict) {
            case Verdict.RollBack(Progress _, Cause cause) -> " " + cause.code();
            case Verdict.GiveWay(Progress _, Cause cause) -> " " + cause.code();
            case Verdict.Wait _, Verdict.GoOn _, Verdict.HandOver _, Verdict.Settle _ -> "";
        };
    }

    private static Optional<List<Alarm>> read(Alarm one) {
        return Optional.of(List.of(one, one.name().equals(ERRORS) ? WELL : new Alarm(ERRORS, State.OK, second(-500), "")));
    }

    private static Alarm fired(long second) {
        return new Alarm(ERRORS, State.ALARM, second(second), "");
    }

    /** Plan found the alarm so. */
    private static Deployment knowing(String state, long since) {
        Plan plan = ROLLOUT.plan().orElseThrow();
        return ROLLOUT.with(new Plan(plan.running(), plan.rollout(), plan.desired(), plan.to(), plan.baseline(), plan.deadline(),
                List.of(new Alarmed(ERRORS, state, second(since)))));
    }

    private static Deployment function(Optional<Instant> healthySince) {
        return function(Map.of(Release.CODE, "old", "live", "old"), healthySince);
    }

    /** Callers reach its code as soon as Lambda has taken it. */
    private static Deployment plain(Optional<Instant> healthySince) {
        return function(Map.of(Release.CODE, "old"), healthySince);
    }

    private static Deployment function(Map<String, String> images, Optional<Instant> healthySince) {
        Release old = Release.of("arn:aws:lambda:eu-central-1:123456789012:function:thumbs:7", images);
        return ROLLOUT.with(new Plan(old, "planned", 0, old, new Baseline(old, true, true), second(900)))
                .with(new Progress(3, 0, healthySince, Counts.NONE, "", 5));
    }
}
