package slipway.rollout.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.lambda.FunctionSample.AFTER;
import static slipway.rollout.lambda.FunctionSample.START;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Change;
import slipway.release.Release;
import slipway.release.Share;
import slipway.release.Traffic;
import slipway.rollout.lambda.Shifting.Where;

/** Where an alias stands on its way from version 7 to version 8. */
class ShiftingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // all at once
        "none | 0 | 7 | TOLD", "none | 0 | 8 | AHEAD", "none | 100 | 8 | TOLD", "none | 100 | 7 | BEHIND", "none | 0 | 7 8=0.1 | ELSEWHERE", "none | 0 | 6 | ELSEWHERE",
        "none | 100 | 8 7=1 | PROVISIONING", "none | 0 | 8 7=1 | PROVISIONING", "none | 100 | 8 7=0.5 | ELSEWHERE", "none | 100 | 7 8=1 | RETURNING", "none | 100 | 6 8=1 | ELSEWHERE",
        // a canary of 10 %
        "canary | 0 | 7 | TOLD", "canary | 0 | 7 8=0.1 | AHEAD", "canary | 0 | 8 | ELSEWHERE", "canary | 10 | 7 8=0.1 | TOLD", "canary | 10 | 8 | AHEAD", "canary | 10 | 7 | BEHIND",
        "canary | 10 | 7 8=0.2 | ELSEWHERE", "canary | 10 | 7 8=0.105 | ELSEWHERE", "canary | 10 | 7 9=0.1 | ELSEWHERE", "canary | 10 | 6 8=0.1 | ELSEWHERE", "canary | 10 | 8 7=1 | PROVISIONING",
        "canary | 100 | 8 | TOLD", "canary | 100 | 7 8=0.1 | BEHIND", "canary | 100 | 7 | ELSEWHERE", "canary | 10 | 7 8=1 | RETURNING",
        // 25 % more each time
        "linear | 25 | 7 8=0.25 | TOLD", "linear | 25 | 7 8=0.5 | AHEAD", "linear | 25 | 7 | BEHIND", "linear | 50 | 7 8=0.25 | BEHIND", "linear | 50 | 7 | ELSEWHERE",
        "linear | 25 | 8 | ELSEWHERE", "linear | 25 | 8 7=1 | ELSEWHERE", "linear | 75 | 8 | AHEAD"})
    void whatWasToldAndWhatItShowsSayWhereItIs(String steps, int told, String alias, Where where) {
        Optional<Traffic> traffic = Optional.ofNullable(steps.equals("none") ? null : steps.equals("canary") ? FunctionSample.CANARY : FunctionSample.LINEAR);
        Shifting shifting = new Shifting(FunctionSample.plan(traffic, Optional.empty()), Optional.of(FunctionSample.change(told, START)));

        assertThat(shifting.where(FunctionSample.alias(alias))).isEqualTo(where);
        assertThat(shifting.told()).isEqualTo(told);
    }

    /** What a deployment of before has left is the plan's own, until the first call goes over. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | 7 9=0.1 | TOLD | true", "0 | 7 | ELSEWHERE | false", "0 | 7 9=0.2 | ELSEWHERE | false", "0 | 7 8=0.1 | AHEAD | false", "10 | 7 9=0.1 | BEHIND | true", "10 | 7 8=0.1 | TOLD | false"})
    void aShareThatWasTakenOverIsWhereItBegins(int told, String alias, Where where, boolean planned) {
        Optional<Share> share = Optional.of(new Share(FunctionSample.ARN + ":9", FunctionSample.uri("c"), 0.1));
        Shifting shifting = new Shifting(FunctionSample.plan(Optional.of(FunctionSample.CANARY), share), Optional.of(FunctionSample.change(told, START)));

        assertThat(shifting.where(FunctionSample.alias(alias))).isEqualTo(where);
        assertThat(shifting.isPlanned(FunctionSample.alias(alias))).isEqualTo(planned);
    }

    /** The same image may be brought again, and is the version that was published of it. */
    @Test
    void aShareThatWasTakenOverMayBeOfTheVeryVersionThatIsBrought() {
        Optional<Share> share = Optional.of(new Share(FunctionSample.ARN + ":8", FunctionSample.uri("b"), 0.1));
        Shifting before = new Shifting(FunctionSample.plan(Optional.of(FunctionSample.CANARY), share), Optional.of(FunctionSample.change(0, START)));
        Shifting after = new Shifting(FunctionSample.plan(Optional.of(FunctionSample.CANARY), share), Optional.of(FunctionSample.change(10, START)));
        Shifting more = new Shifting(FunctionSample.plan(Optional.of(FunctionSample.LINEAR), share), Optional.of(FunctionSample.change(0, START)));

        assertThat(before.where(FunctionSample.alias("7 8=0.1"))).as("it is there already").isEqualTo(Where.AHEAD);
        assertThat(more.where(FunctionSample.alias("7 8=0.1"))).as("more of them are to go").isEqualTo(Where.TOLD);
        assertThat(after.where(FunctionSample.alias("7 8=0.1"))).isEqualTo(Where.TOLD);
    }

    @Test
    void anEarlierReleaseThatIsGoneBackToIsAllOrNothing() {
        Change back = new Change(FunctionSample.release("6", "c"), Release.CODE, START);
        Shifting shifting = new Shifting(FunctionSample.plan(Optional.empty(), Optional.empty()), Optional.of(back));
        assertThat(shifting.where(FunctionSample.alias("7"))).isEqualTo(Where.TOLD);
        assertThat(shifting.where(FunctionSample.alias("6"))).isEqualTo(Where.AHEAD);
        assertThat(shifting.first(Traffic.ALL)).isEqualTo("6");
        assertThat(shifting.second(Traffic.ALL)).isEmpty();
    }

    @Test
    void eachStepButTheLastLeavesTheAliasOnTheReleaseBefore() {
        Shifting shifting = new Shifting(FunctionSample.plan(Optional.of(FunctionSample.LINEAR), Optional.empty()), Optional.of(FunctionSample.change(25, START)));
        assertThat(shifting.next()).isEqualTo(50);
        assertThat(shifting.first(50)).isEqualTo("7");
        assertThat(shifting.second(50)).contains(new Weight("8", 0.5));
        assertThat(shifting.first(Traffic.ALL)).isEqualTo("8");
        assertThat(shifting.second(Traffic.ALL)).isEmpty();
        assertThat(AFTER.serving()).hasSize(1);
    }

    @Test
    void beforeAVersionIsPublishedOnlyThePlansOwnAliasIsExpected() {
        Shifting shifting = new Shifting(FunctionSample.plan(Optional.of(FunctionSample.CANARY), Optional.empty()), Optional.empty());
        assertThat(shifting.ours()).isEmpty();
        assertThat(shifting.where(FunctionSample.alias("7"))).isEqualTo(Where.TOLD);
        assertThat(shifting.where(FunctionSample.alias("7 8=0.1"))).isEqualTo(Where.ELSEWHERE);
        assertThat(shifting.where(FunctionSample.alias("8"))).isEqualTo(Where.ELSEWHERE);
    }
}
