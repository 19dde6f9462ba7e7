package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.image;
import static slipway.rollout.Sample.release;
import static slipway.rollout.Sample.second;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.TargetName;

/** Who watches what was left in mid-rollout, once its successor has ended. */
class ClosingUnwatchedTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Release OLD = release(7, Sample.OLD);
    private static final Release LEFT = release(8, Sample.NEW);
    private static final Deployment SUCCESSOR = Deployment.asked(new DeploymentId("shop-api-2"), API, Action.DEPLOY,
            new Origin(Origin.By.HAND, second(0), Optional.empty()), "v3", "arn:execution", second(0)).withClaim(2).with(Cause.of("Held", "It is held."));
    private static final TargetState ALONE = TargetState.unknown(API).with(
            Optional.of(new Claim(2, SUCCESSOR.id(), "arn:execution", second(0), Optional.empty())), Optional.empty());
    private static final TargetState HANDED = ALONE.handed(new Handed(LEFT, new Baseline(OLD, true, true), Optional.of(second(60)), Optional.empty()));
    private static final Freeze FREEZE = new Freeze(API, "release week", "ana", second(0), second(7200));

    @Test
    void whatNobodyTakesOverCallsAPersonWhoAlsoReadsWhyItWasNot() {
        Deployment ended = end(SUCCESSOR, Ending.NOT_CHANGED, HANDED);
        assertThat(ended.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(ended.endedAt()).contains(second(300));
        assertThat(ended.cause()).contains(Cause.of("Unwatched", "Nobody watches what was left in mid-rollout: this deployment was to take it over from an "
                + "earlier one, and did not. It is held.").with("before", "Held"));
        assertThat(Closing.after(ended, HANDED, Optional.empty()).handed().orElseThrow().toPerson()).as("a freeze holds again").isTrue();
    }

    @Test
    void itIsAsItWasSaidWhereNothingWasLeft() {
        Plan others = new Plan(OLD, "ecs-svc/1", 2, LEFT, new Baseline(OLD, true, true), second(900));
        assertThat(end(SUCCESSOR, Ending.NOT_CHANGED, ALONE)).isEqualTo(SUCCESSOR.ended(Ending.NOT_CHANGED, second(300)));
        assertThat(end(SUCCESSOR, Ending.NOT_CHANGED, HANDED.handed(HANDED.handed().orElseThrow().leftToPerson())).ending()).as("a person was called").contains(Ending.NOT_CHANGED);
        assertThat(end(SUCCESSOR.with(others), Ending.NOT_CHANGED, HANDED).ending()).as("it runs nowhere any more").contains(Ending.NOT_CHANGED);
        assertThat(end(SUCCESSOR.with(new Plan(LEFT, "ecs-svc/1", 2, LEFT, new Baseline(OLD, true, true), second(900))), Ending.NOT_CHANGED, HANDED).ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(end(SUCCESSOR.withClaim(0), Ending.NOT_CHANGED, HANDED).ending()).as("it never had the target").contains(Ending.NOT_CHANGED);
        assertThat(end(SUCCESSOR, Ending.SUPERSEDED, HANDED).ending()).contains(Ending.SUPERSEDED);
    }

    @Test
    void whatWaitsTakesItOverUnlessAFreezeHoldsItBack() {
        TargetState push = waits(Origin.By.PUSH);
        assertThat(end(SUCCESSOR, Ending.NOT_CHANGED, push).ending()).contains(Ending.NOT_CHANGED);
        assertThat(end(push, FREEZE).ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(end(waits(Origin.By.HAND), FREEZE).ending()).as("a person goes through a freeze").contains(Ending.NOT_CHANGED);
        assertThat(end(push, new Freeze(API, "over", "ana", second(0), second(299))).ending()).contains(Ending.NOT_CHANGED);
    }

    /** Else it would never go live: its record says that something newer took its place. */
    @Test
    void whatItHadOvertakenWaitsAgainAlsoWhereAPersonIsCalled() {
        TargetState push = waits(Origin.By.PUSH);
        TargetState overtook = HANDED.owing(List.of(new Owed(SUCCESSOR.id(), Optional.empty(), second(0), push.waiting().orElseThrow())));
        Deployment ended = Closing.ended(SUCCESSOR, Ending.NOT_CHANGED, new Situation(overtook, List.of(FREEZE)), second(300));
        assertThat(ended.ending()).contains(Ending.NEEDS_HUMAN);
        assertThat(Closing.after(ended, overtook, Optional.empty()).waiting()).isEqualTo(push.waiting());
    }

    private static TargetState waits(Origin.By by) {
        Request request = new Request(API, Action.DEPLOY, "v4", Optional.of(image(Sample.OLD)), Optional.empty(), new Origin(by, second(100), Optional.empty()));
        return HANDED.with(HANDED.claim(), Optional.of(new Waiting(request, new DeploymentId("shop-api-3"), second(100))));
    }

    private static Deployment end(Deployment successor, Ending ending, TargetState state) {
        return Closing.ended(successor, ending, new Situation(state, List.of()), second(300));
    }

    private static Deployment end(TargetState state, Freeze freeze) {
        return Closing.ended(SUCCESSOR, Ending.NOT_CHANGED, new Situation(state, List.of(freeze)), second(300));
    }
}
