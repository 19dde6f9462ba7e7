package slipway.rollout.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.lambda.FunctionSample.BEFORE;
import static slipway.rollout.lambda.FunctionSample.CANARY;
import static slipway.rollout.lambda.FunctionSample.LINEAR;
import static slipway.rollout.lambda.FunctionSample.START;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Cause;
import slipway.release.Counts;
import slipway.release.Deployment;
import slipway.release.Limits;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.release.Workload.LambdaFunction;
import slipway.rollout.Verdict;
import slipway.rollout.Wishes;

/** What is made of a function whose calls go over by steps. */
class FunctionStepsTest {
    private static final LambdaFunction FUNCTION = new LambdaFunction("thumbs", Optional.of("live"), Optional.empty());

    @Test
    void eachShareBakesAndThenTheNextIsDue() {
        says("GoOn", "alias live to send 10 % of its calls to version 8; it points to version 7", FunctionSample.deployment(CANARY, 0, START), "7", 10);
        Deployment told = FunctionSample.deployment(CANARY, 10, at(10));
        says("Wait", "version 8 to prove itself with 10 % of the calls, 0 of 300 s", told, "7 8=0.1", 12);
        Deployment healthy = told.with(healthy(12));
        says("Wait", "version 8 to prove itself with 10 % of the calls, 299 of 300 s", healthy, "7 8=0.1", 311);
        says("GoOn", "version 8 to prove itself with 10 % of the calls, 300 of 300 s", healthy, "7 8=0.1", 312);
        says("GoOn", "Update to write down that alias live points to version 8", healthy, "8", 312);

        Deployment all = FunctionSample.deployment(CANARY, 100, at(313)).with(healthy(12));
        says("Wait", "the release to prove itself, 0 of 60 s", all, "8", 315);
        says("Settle", "the release to prove itself, 60 of 60 s", all.with(healthy(315)), "8", 375);
    }

    /** Health is that of the share which was told last. */
    @Test
    void whatWasHealthyWithASmallerShareBeginsAnew() {
        Deployment told = FunctionSample.deployment(LINEAR, 50, at(100)).with(healthy(30));
        Verdict verdict = says("Wait", "version 8 to prove itself with 50 % of the calls, 0 of 60 s", told, "7 8=0.5", 102);
        assertThat(verdict.progress().healthySince()).contains(at(102));
        assertThat(says("Wait", "60 s", told.with(healthy(100)), "7 8=0.5", 102).progress().healthySince()).contains(at(100));
    }

    @Test
    void aLookComesWhenAStepEndsAndNotMoreOftenBefore() {
        Deployment told = FunctionSample.deployment(CANARY, 10, at(10)).with(healthy(12));
        assertThat(says("Wait", "300 s", told, "7 8=0.1", 200).progress().nextLook()).isBetween(20, 30);
        assertThat(says("Wait", "300 s", told, "7 8=0.1", 305).progress().nextLook()).isEqualTo(7);
        assertThat(says("Wait", "300 s", told, "7 8=0.1", 300).progress().nextLook()).isEqualTo(12);
        assertThat(says("Wait", "60 s", FunctionSample.deployment(CANARY, 100, at(313)).with(healthy(315)), "8", 366).progress().nextLook()).as("the end of its bake").isEqualTo(9);
    }

    @Test
    void aShareThatIsNotShownIsWaitedForAndThenSomebodyElseTookIt() {
        Deployment told = FunctionSample.deployment(LINEAR, 50, at(100));
        says("Wait", "alias live to show what it was told; it points to version 7 and sends 25 % of its calls to version 8", told, "7 8=0.25", 219);
        assertThat(cause(says("GiveWay", "", told, "7 8=0.25", 220)).code()).isEqualTo("ChangedBySomeoneElse");
    }

    @ParameterizedTest
    @CsvSource({"7 8=0.3", "7", "9", "7 8=1", "8 7=1"})
    void whatNobodyToldIsSomebodyElses(String alias) {
        Cause cause = cause(says("GiveWay", "", FunctionSample.deployment(LINEAR, 50, at(100)), alias, 110));
        assertThat(cause.code()).isEqualTo("ChangedBySomeoneElse");
        assertThat(cause.facts().containsKey("weights")).isEqualTo(alias.contains("="));
    }

    @Test
    void provisionedConcurrencyIsWaitedFor() {
        Deployment all = FunctionSample.deployment(CANARY, 100, at(313)).with(healthy(12));
        says("Wait", "Lambda to provision concurrency for version 8; until then it sends all calls to 7", all, "8 7=1", 400);
    }

    @Test
    void theDeadlineEndsAStepToo() {
        Deployment told = FunctionSample.deployment(CANARY, 10, at(700)).with(healthy(702));
        assertThat(cause(says("RollBack", "", told, "7 8=0.1", 900)).code()).isEqualTo("NotSettled");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"10 | 7 8=0.1 | HandOver", "0 | 7 | HandOver", "10 | 8 | GoOn", "10 | 7 | Wait"})
    void itHandsOverOnlyWhatIsKnownToBeThere(int told, String alias, String kind) {
        Verdict verdict = FunctionJudge.decide(FUNCTION, FunctionSample.deployment(CANARY, told, at(10)), Limits.DEFAULT,
                Optional.of(FunctionSample.reading(alias, "b", at(20))), new Wishes(Optional.empty(), true), at(20));
        assertThat(verdict.getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "7 8=0.5 | GoOn | alias live to send all calls to version 7; it points to version 7 and sends 50 % of its calls to version 8",
        "7 8=0.75 | GoOn | alias live to send all calls to version 7", "7 8=0.25 | GoOn | alias live to send all calls to version 7", "7 8=1 | GoOn | alias live to send all calls to version 7",
        "7 8=0.3 | GiveWay | alias live to send all calls", "8 | GiveWay | alias live to point to version 7; it points to 8", "7 | GoOn | the function to have its old code back"})
    void aRestoreTakesEachShareBackThatThisDeploymentHasTold(String alias, String kind, String waitsFor) {
        Deployment going = FunctionSample.deployment(LINEAR, 50, at(100)).with(new Restore(Restore.Way.UPDATED, BEFORE, Optional.of("$LATEST"), at(200), at(1100)));
        Verdict verdict = FunctionRestoreJudge.decide(going, Limits.DEFAULT, Optional.of(FunctionSample.reading(alias, "b", at(210))), at(210));
        assertThat(verdict.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(verdict.progress().waitsFor()).startsWith(waitsFor);
    }

    private static Verdict says(String kind, String waitsFor, Deployment deployment, String alias, long second) {
        Verdict verdict = FunctionJudge.decide(FUNCTION, deployment, Limits.DEFAULT, Optional.of(FunctionSample.reading(alias, "b", at(second))), Wishes.NONE, at(second));
        assertThat(verdict.getClass().getSimpleName()).as(verdict.toString()).isEqualTo(kind);
        assertThat(verdict.progress().waitsFor()).contains(waitsFor);
        return verdict;
    }

    private static Cause cause(Verdict verdict) {
        return switch (verdict) {
            case Verdict.GiveWay(_, Cause cause) -> cause;
            case Verdict.RollBack(_, Cause cause) -> cause;
            default -> throw new AssertionError(verdict);
        };
    }

    private static Progress healthy(long since) {
        return new Progress(5, 0, Optional.of(at(since)), Counts.NONE, "", 5);
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }
}
