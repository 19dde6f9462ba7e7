package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.image;
import static slipway.rollout.Sample.second;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.Release;
import slipway.release.Tags;
import slipway.release.TargetName;
import slipway.rollout.Newest.Arrival;

/** What is told or pushed once more, while the target is busy, or something else waits or went live in between. */
class ClaimingAgainTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final DeploymentId HOLDER = new DeploymentId("shop-api-holder");
    private static final DeploymentId MINE = new DeploymentId("shop-api-mine");
    private static final TargetState IDLE = TargetState.unknown(API);
    /** Brings digest a, pushed at second 80. */
    private static final TargetState BUSY = IDLE.with(
            Optional.of(new Claim(1, HOLDER, "arn:holder", second(90), Optional.empty()).of(Optional.of(digest('a'))).bringing(Arrival.of(push('a', 80)))), Optional.empty());
    private static final Deployment RUNNING = deployment(HOLDER.value(), 80);

    /** Else the newer one would be lost: what waits would be brought over what ends. */
    @Test
    void whatHasEndedAndHasItsClaimStillIsAsWhatRuns() {
        for (Ending how : List.of(Ending.SUCCEEDED, Ending.ROLLED_BACK)) {
            Optional<Deployment> ended = Optional.of(RUNNING.ended(how, second(400)));
            Outcome back = decide(waiting(BUSY, push('b', 200)), push('a', 300), ended);
            assertThat(back).isInstanceOfSatisfying(Outcome.Waits.class, waits -> assertThat(waits.overtaken()).isPresent());
            assertThat(decide(BUSY, push('a', 300), ended)).isInstanceOfSatisfying(Outcome.Belongs.class, belongs -> assertThat(belongs.deployment()).isEqualTo(HOLDER));
        }
    }

    @Test
    void whatWentLiveAndWasOverrunBySomethingOlderIsBroughtAgain() {
        Optional<Deployment> ended = Optional.of(deployment("shop-api-old", 80).ended(Ending.SUCCEEDED, second(400)));
        TargetState overrun = IDLE.seenHealthy(new Seen(Release.of("arn:b", java.util.Map.of("api", "b")), new DeploymentId("shop-api-b"), second(200), second(350)));
        assertThat(decide(overrun, push('a', 300), ended)).isInstanceOf(Outcome.Taken.class);
        assertThat(decide(overrun, push('a', 150), ended)).as("b is the newer").isInstanceOf(Outcome.Belongs.class);
    }

    @Test
    void whatRollsOutAndWaitsOnceMoreBelongsToWhatRollsOut() {
        assertThat(decide(waiting(BUSY, push('a', 99)), push('a', 100), Optional.of(RUNNING)))
                .isInstanceOfSatisfying(Outcome.Belongs.class, belongs -> assertThat(belongs.deployment()).isEqualTo(HOLDER));
    }

    @Test
    void whatWaitsAndIsOlderThanWhatRollsOutIsNoReasonToBringThatAgain() {
        assertThat(decide(waiting(BUSY, push('b', 70)), push('a', 300), Optional.empty())).isInstanceOf(Outcome.Belongs.class);
        assertThat(decide(waiting(BUSY, push('b', 70)), push('a', 300), Optional.of(RUNNING))).isInstanceOf(Outcome.Belongs.class);
    }

    /** Its record was written by the push that began it; the claim knows of the later one. */
    @Test
    void whatRollsOutIsAsNewAsTheLastPushThatItsClaimKnows() {
        TargetState again = BUSY.with(BUSY.claim().map(claim -> claim.bringing(Arrival.of(push('a', 250)))), Optional.empty());
        assertThat(decide(waiting(again, push('b', 200)), push('a', 300), Optional.of(RUNNING))).isInstanceOf(Outcome.Belongs.class);
        assertThat(decide(waiting(again, push('b', 260)), push('a', 300), Optional.of(RUNNING))).isInstanceOf(Outcome.Waits.class);
        Optional<Deployment> another = Optional.of(deployment("shop-api-old", 270).ended(Ending.ROLLED_BACK, second(280)));
        assertThat(decide(waiting(again, push('b', 260)), push('a', 300), another)).as("of the same image, and not what runs").isInstanceOf(Outcome.Waits.class);
    }

    @Test
    void anAnswerLeavesAloneWhatElseWaits() {
        TargetState other = waiting(IDLE, push('b', 99));
        assertThat(decide(other, push('a', 80), Optional.of(deployment("shop-api-old", 80).ended(Ending.SUCCEEDED, second(100)))))
                .isInstanceOfSatisfying(Outcome.Belongs.class, belongs -> assertThat(belongs.state()).isEqualTo(other));
    }

    @Test
    void whatIsTakenIsAsNewAsItsOwnPushWhateverElseWaited() {
        Outcome.Taken taken = (Outcome.Taken) decide(waiting(IDLE, push('b', 99)), push('a', 100), Optional.empty());
        assertThat(taken.state().claim().orElseThrow().newest()).contains(Arrival.of(push('a', 100)));
    }

    @Test
    void whomAnotherHasOvertakenIsNotOwedByThisOne() {
        Owed others = new Owed(new DeploymentId("shop-api-other"), Optional.empty(), second(50), new Waiting(push('b', 40), new DeploymentId("shop-api-lost"), second(45)));
        Outcome.Taken taken = (Outcome.Taken) decide(IDLE.owing(List.of(others)), push('a', 100), Optional.empty());
        assertThat(taken.overtaken()).isEmpty();
        assertThat(taken.state().owed()).containsExactly(others);
    }

    /** Its event is late: what took its place may turn out to be gone, and then the newest that is left is brought. */
    @Test
    void whatComesAfterTheNewerThatWaitsIsNextShouldThatComeToNothing() {
        DeploymentId newer = new DeploymentId("shop-api-waiting");
        TargetState alone = waiting(BUSY, push('d', 300));
        TargetState displaced = alone.owing(List.of(new Owed(newer, Optional.empty(), second(300), new Waiting(push('b', 200), new DeploymentId("shop-api-b"), second(95)))));

        assertThat(afterNothing(alone, push('c', 250), newer)).contains(MINE);
        assertThat(afterNothing(displaced, push('c', 250), newer)).as("newer than what had waited before").contains(MINE);
        assertThat(afterNothing(displaced, push('c', 150), newer)).as("older than that").contains(new DeploymentId("shop-api-b"));
        TargetState again = ((Outcome.Overtaken) decide(displaced, push('c', 250), Optional.empty())).state();
        assertThat(((Outcome.Overtaken) decide(again, push('c', 250), Optional.empty())).state()).as("asked again after a lost reply").isEqualTo(again);
    }

    private static Optional<DeploymentId> afterNothing(TargetState state, Request late, DeploymentId nothing) {
        Outcome.Overtaken overtaken = (Outcome.Overtaken) decide(state, late, Optional.empty());
        return overtaken.state().with(Optional.empty(), Optional.empty()).waitsAgain(nothing).waiting().map(Waiting::deployment);
    }

    @Test
    void aClaimThatGoesOverToAnotherExecutionKeepsWhatWasWishedAndWhoHadIt() {
        StopRequest stop = new StopRequest(Action.STOP, "arn:person", second(95));
        Claim claim = BUSY.claim().orElseThrow().stopRequested(stop).takenOver(2, "arn:next", second(200));
        assertThat(claim).isEqualTo(new Claim(2, HOLDER, "arn:next", second(200), Optional.of(stop), Optional.of("arn:holder"),
                Optional.of(Arrival.of(push('a', 80))), Optional.of(digest('a'))));
    }

    @Test
    void whoAsksAfterSomebodyElseHasTheSameWishAsLateAsTheirOwnWord() {
        StopRequest first = new StopRequest(Action.STOP, "arn:person", second(95));
        Claim claim = BUSY.claim().orElseThrow().stopRequested(first);
        assertThat(claim.stopRequested(new StopRequest(Action.STOP, "arn:person", second(96)))).as("asked again after a lost reply").isEqualTo(claim);
        StopRequest both = claim.stopRequested(new StopRequest(Action.ROLLBACK, "arn:other", second(97))).stopRequested().orElseThrow();
        assertThat(both).isEqualTo(new StopRequest(Action.STOP, "arn:person", second(95), Optional.of(second(97))));
        assertThat(both.latest()).isEqualTo(second(97));
    }

    private static Outcome decide(TargetState state, Request request, Optional<Deployment> last) {
        return Claiming.decide(new Tags(Tags.Kind.GLOB, "v*"), new Situation(state, List.of()), request, last, "arn:me", MINE, second(1000));
    }

    private static TargetState waiting(TargetState state, Request request) {
        return state.with(state.claim(), Optional.of(new Waiting(request, new DeploymentId("shop-api-waiting"), second(95))));
    }

    /** Of digest a. */
    private static Deployment deployment(String id, long pushed) {
        return Deployment.asked(new DeploymentId(id), API, Action.DEPLOY, push('a', pushed).origin(), "", "arn", second(pushed)).withImage(image(digest('a').value()), Optional.empty());
    }

    private static Request push(char hex, long second) {
        return new Request(API, Action.DEPLOY, digest(hex).value(), Optional.of(image(digest(hex).value())), Optional.empty(),
                new Origin(Origin.By.PUSH, second(second), Optional.of("event")));
    }

    private static Digest digest(char hex) {
        return new Digest("sha256:" + String.valueOf(hex).repeat(64));
    }
}
