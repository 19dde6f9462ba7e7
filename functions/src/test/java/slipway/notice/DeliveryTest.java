package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Change;
import slipway.release.Delivery;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Restore;

/** What counts as live, as a change and as a failure, and from when until when. */
public class DeliveryTest {
    /** A push that was live after a minute, and watched for two more. */
    public static Deployment watched() {
        Deployment rolling = Samples.rolling();
        return rolling.with(rolling.progress().orElseThrow().live(Optional.of(Samples.AT.plusSeconds(65)))).ended(Ending.SUCCEEDED, Samples.AT.plusSeconds(185));
    }

    @Test
    void aPushIsLiveWhenItsBakeIsOver() {
        assertThat(Delivery.leadTime(watched())).contains(Duration.between(watched().origin().at(), Samples.AT.plusSeconds(65)));
        assertThat(Delivery.leadTime(Samples.rolling().ended(Ending.SUCCEEDED, Samples.AT.plusSeconds(70)))).contains(Duration.ofSeconds(70));
        assertThat(counts(watched())).isEqualTo("live changed");
    }

    @Test
    void whatAPersonAskedForHasNoLeadTime() {
        Deployment byHand = Samples.severalFailed().ended(Ending.SUCCEEDED, Samples.AT.plusSeconds(70));
        assertThat(counts(byHand)).isEqualTo("live changed");
        assertThat(Delivery.leadTime(byHand)).isEmpty();
    }

    @Test
    void aFailureLastsFromTheChangeUntilWhatRanBeforeIsHealthyAgain() {
        Deployment back = Samples.restoring(Restore.Way.STOPPED).ended(Ending.ROLLED_BACK, Samples.AT.plusSeconds(155));
        assertThat(Delivery.timeToRestore(back)).contains(Duration.ofSeconds(150));
        assertThat(counts(back)).isEqualTo("changed failed");
        assertThat(Delivery.leadTime(back)).isEmpty();
    }

    @Test
    void aRollbackByHandIsTheFailureOfAnEarlierChange() {
        Deployment byHand = Samples.byHand().with(new Change(Samples.planned().plan().orElseThrow().running(), "ecs-svc/3", Samples.AT.plusSeconds(4))).ended(Ending.ROLLED_BACK, Samples.AT.plusSeconds(40));
        assertThat(counts(byHand)).isEqualTo("failed");
        assertThat(Delivery.timeToRestore(byHand)).contains(Duration.ofSeconds(40));
    }

    @Test
    void whatNeedsAHumanFailedAndIsNotRestored() {
        Deployment lost = Samples.restoring(Restore.Way.UPDATED).ended(Ending.NEEDS_HUMAN, Samples.AT.plusSeconds(967));
        assertThat(counts(lost)).isEqualTo("changed failed");
        assertThat(Delivery.timeToRestore(lost)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_CHANGED", "SUPERSEDED", "ROLLED_BACK", "NEEDS_HUMAN"})
    void whatTouchedNothingIsNeither(Ending ending) {
        Deployment untouched = Samples.planned().ended(ending, Samples.AT.plusSeconds(3));
        assertThat(counts(untouched)).isEmpty();
        assertThat(Delivery.timeToRestore(untouched)).isEmpty();
    }

    @Test
    void clocksThatDifferGiveNoNegativeTime() {
        assertThat(Delivery.leadTime(Samples.rolling().ended(Ending.SUCCEEDED, Samples.AT.minusSeconds(1)))).contains(Duration.ZERO);
    }

    private static String counts(Deployment one) {
        return ((Delivery.live(one) ? "live " : "") + (Delivery.changed(one) ? "changed " : "") + (Delivery.failed(one) ? "failed" : "")).strip();
    }
}
