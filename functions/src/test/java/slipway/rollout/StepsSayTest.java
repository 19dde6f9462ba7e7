package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.lambda.FunctionSample.CANARY;
import static slipway.rollout.lambda.FunctionSample.LINEAR;
import static slipway.rollout.lambda.FunctionSample.START;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Share;
import slipway.release.TargetName;
import slipway.rollout.lambda.FunctionSample;

/** What alarms, a hook and the ledger make of calls that go over by steps. */
class StepsSayTest {
    private static final List<String> NAMES = List.of("errors");
    private static final Progress HEALTHY = new Progress(5, 0, Optional.of(at(100)), Counts.NONE, "version 8", 5);

    @ParameterizedTest
    @CsvSource({"0, GoOn, false", "10, GoOn, true", "10, Wait, true", "100, Settle, true", "10, RollBack, false", "10, GiveWay, false"})
    void alarmsMatterOnceAShareServes(int told, String kind, boolean asked) {
        assertThat(AlarmJudge.asks(FunctionSample.deployment(CANARY, told, at(100)), verdict(kind))).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({"29, GoOn, GoOn", "31, GoOn, RollBack", "31, Wait, RollBack", "99, GoOn, RollBack"})
    void anAlarmCountsFromTheFirstCallThatWentOverWhateverShareIsBaking(int fired, String kind, String becomes) {
        Alarm alarm = new Alarm("errors", Alarm.State.ALARM, at(fired), "");
        assertThat(alarms(kind, Optional.of(List.of(alarm)))).isEqualTo(becomes);
    }

    @Test
    void noMoreCallsGoOverWhileNobodyTellsOfTheAlarms() {
        assertThat(alarms("GoOn", Optional.empty())).isEqualTo("Wait");
        assertThat(alarms("GoOn", Optional.of(List.of()))).isEqualTo("Wait");
        assertThat(alarms("Wait", Optional.empty())).isEqualTo("Wait");
        assertThat(alarms("GoOn", Optional.of(List.of(new Alarm("errors", Alarm.State.OK, at(50), ""))))).isEqualTo("GoOn");
    }

    @ParameterizedTest
    @CsvSource({"CANARY, 0, GoOn, false", "CANARY, 10, GoOn, true", "CANARY, 10, Wait, false", "CANARY, 100, Settle, false", "LINEAR, 25, GoOn, false", "LINEAR, 75, GoOn, true", "LINEAR, 100, Settle, false"})
    void aHookIsAskedBeforeTheLastStepAlone(String steps, int told, String kind, boolean asked) {
        assertThat(HookJudge.asks(FunctionSample.deployment(steps.equals("CANARY") ? CANARY : LINEAR, told, at(100)), verdict(kind))).isEqualTo(asked);
    }

    @Test
    void withoutStepsAHookIsAskedBeforeItSettles() {
        Deployment whole = FunctionSample.deployment(CANARY, 100, at(100)).with(FunctionSample.plan(Optional.empty(), Optional.empty()));
        assertThat(HookJudge.asks(whole, verdict("Settle"))).isTrue();
        assertThat(HookJudge.asks(whole, verdict("GoOn"))).isFalse();
    }

    @Test
    void aHooksYesLetsItGoOnAndItsNoTakesItBack() {
        Deployment last = FunctionSample.deployment(CANARY, 10, at(100));
        Verdict goOn = verdict("GoOn");
        assertThat(HookJudge.over(last, goOn, Limits.DEFAULT, "checks", new HookJudge.Said.Yes(), at(110))).isSameAs(goOn);
        assertThat(HookJudge.over(last, goOn, Limits.DEFAULT, "checks", new HookJudge.Said.No("slow"), at(110))).isInstanceOf(Verdict.RollBack.class);
        assertThat(HookJudge.over(last, goOn, Limits.DEFAULT, "checks", new HookJudge.Said.Waits("tests"), at(110))).isInstanceOf(Verdict.Wait.class);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "10, true", "100, false"})
    void whatHandsOverLeavesItsShare(int told, boolean shared) {
        Deployment over = FunctionSample.deployment(CANARY, told, at(100));
        Release left = Closing.handed(TargetState.unknown(new TargetName("thumbs")), over).handed().orElseThrow().left();
        assertThat(left.share()).isEqualTo(shared ? Optional.of(new Share(FunctionSample.AFTER.revision().orElseThrow(), FunctionSample.AFTER.images().get("live"), 0.1)) : Optional.empty());
        assertThat(left.images()).isEqualTo(FunctionSample.AFTER.images());
    }

    @Test
    void whatItTookOverItselfIsLeftUntilItsOwnFirstCall() {
        Optional<Share> taken = Optional.of(new Share("arn:9", "image", 0.3));
        Deployment over = FunctionSample.deployment(CANARY, 0, at(100)).with(FunctionSample.plan(Optional.of(CANARY), taken));
        assertThat(Closing.handed(TargetState.unknown(new TargetName("thumbs")), over).handed().orElseThrow().left().share()).isEqualTo(taken);
        Deployment all = FunctionSample.deployment(CANARY, 100, at(100)).with(FunctionSample.plan(Optional.of(CANARY), taken));
        assertThat(Closing.handed(TargetState.unknown(new TargetName("thumbs")), all).handed().orElseThrow().left().share()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10, DeployerAborted, UPDATED, true", "100, DeployerAborted, UPDATED, false", "10, ChangedBySomeoneElse, UPDATED, false", "10, AlarmFired, LEFT, false", "10, AlarmFired, KEPT, true"})
    void whereAPersonIsToLookAShareThatNobodyElseHasChangedIsRemembered(int told, String code, Restore.Way way, boolean kept) {
        Deployment ended = FunctionSample.deployment(CANARY, told, at(100)).with(Cause.of(code, "It is so."))
                .with(new Restore(way, way == Restore.Way.KEPT ? FunctionSample.AFTER : FunctionSample.BEFORE, Optional.empty(), at(200), at(900))).ended(Ending.NEEDS_HUMAN, at(300));
        Optional<Handed> handed = Closing.after(ended, TargetState.unknown(new TargetName("thumbs")), Optional.empty()).handed();
        assertThat(handed.isPresent()).isEqualTo(kept);
        handed.ifPresent(one -> assertThat(one.toPerson()).isTrue());
    }

    private static String alarms(String kind, Optional<List<Alarm>> read) {
        return AlarmJudge.over(FunctionSample.deployment(CANARY, 10, at(100)).with(HEALTHY), verdict(kind), Limits.DEFAULT, NAMES, read, at(120)).getClass().getSimpleName();
    }

    private static Verdict verdict(String kind) {
        return switch (kind) {
            case "GoOn" -> new Verdict.GoOn(HEALTHY);
            case "Settle" -> new Verdict.Settle(HEALTHY);
            case "RollBack" -> new Verdict.RollBack(HEALTHY, Cause.of("Bad", "It is bad."));
            case "GiveWay" -> new Verdict.GiveWay(HEALTHY, Cause.of("Bad", "It is bad."));
            default -> new Verdict.Wait(HEALTHY);
        };
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }
}
