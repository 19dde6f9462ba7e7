package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.image;
import static slipway.rollout.Sample.release;
import static slipway.rollout.Sample.second;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Plan;
import slipway.release.Release;
import slipway.release.Restore;
import slipway.release.Said;
import slipway.release.Tag;
import slipway.release.TargetName;
import slipway.rollout.Newest.Arrival;

/** What a deployment that has ended leaves to the next ones: what was seen healthy, what was left in the middle, and what is held and why. */
class ClosingStateTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Release OLD = release(7, Sample.OLD);
    private static final Release NEW = release(8, Sample.NEW);
    private static final Release OTHER = release(6, "sha256:" + "c".repeat(64));
    /** Of api:7 to api:8 under the tag v2, pushed at START, with claim 1. */
    private static final Deployment ROLLOUT = Sample.deployment().withImage(image(Sample.NEW), Optional.of(new Tag("v2")));
    private static final Deployment WENT_BACK = ROLLOUT.with(new Restore(Restore.Way.STOPPED, OLD, Optional.empty(), second(100), second(1000)));
    private static final Seen V1 = new Seen(OLD, new DeploymentId("shop-api-0"), Optional.of(new Tag("v1")), second(-900), second(-800));
    private static final TargetState CLAIMED = TargetState.unknown(API).with(
            Optional.of(new Claim(1, ROLLOUT.id(), "arn:execution", second(0), Optional.empty())), Optional.empty());
    private static final TargetState KNOWN = CLAIMED.seenHealthy(V1);
    private static final Instant END = second(300);
    private static final Handed LEFT = new Handed(NEW, new Baseline(OLD, true, true), ROLLOUT.change().map(Change::at), Optional.of(Newest.Arrival.of(ROLLOUT)));

    @Test
    void everyEndingFreesTheClaim() {
        for (Deployment ended : List.of(ROLLOUT.ended(Ending.SUCCEEDED, END), WENT_BACK.ended(Ending.ROLLED_BACK, END), ROLLOUT.ended(Ending.SUPERSEDED, END),
                WENT_BACK.ended(Ending.NEEDS_HUMAN, END), ROLLOUT.ended(Ending.NOT_CHANGED, END))) {
            TargetState after = Closing.after(ended, KNOWN, Optional.empty());
            assertThat(after.claim()).as(ended.ending().toString()).isEmpty();
            assertThat(after.lastClosed()).isEqualTo(1);
        }
    }

    @Test
    void whatWasProvenComesFirstAndTheBaselineIsWhatARollbackGoesTo() {
        TargetState after = Closing.after(ROLLOUT.ended(Ending.SUCCEEDED, END), KNOWN.handed(LEFT), Optional.empty());
        assertThat(after.healthy()).containsExactly(new Seen(NEW, ROLLOUT.id(), Optional.of(new Tag("v2")), second(0), END), V1);
        assertThat(after.handed()).as("it is proven").isEmpty();
    }

    @Test
    void aBaselineThatNobodyOfUsBroughtIsKnownSinceItWasSeen() {
        TargetState after = Closing.after(ROLLOUT.ended(Ending.SUCCEEDED, END), CLAIMED, Optional.empty());
        assertThat(after.healthy().getLast()).isEqualTo(new Seen(OLD, ROLLOUT.id(), Optional.empty(), Instant.EPOCH, second(0)));
    }

    @Test
    void whatWasPushedAgainMeanwhileIsAsNewAsThat() {
        Arrival again = new Arrival(Optional.of(new Tag("v2.1")), second(200));
        TargetState pushedAgain = KNOWN.with(KNOWN.claim().map(claim -> claim.bringing(again)), Optional.empty());
        assertThat(Closing.after(ROLLOUT.ended(Ending.SUCCEEDED, END), pushedAgain, Optional.empty()).healthy().getFirst())
                .isEqualTo(new Seen(NEW, ROLLOUT.id(), again.tag(), again.at(), END));
        assertThat(Closing.after(ROLLOUT.ended(Ending.SUCCEEDED, END), KNOWN.closed(1), Optional.empty()).healthy().getFirst().pushed())
                .as("without a claim the push itself counts").isEqualTo(second(0));
    }

    @Test
    void aBaselineThatCameBackKeepsItsLabelAndIsNoStepBackIfItWasLive() {
        Deployment back = WENT_BACK.ended(Ending.ROLLED_BACK, END);
        assertThat(Closing.after(back, KNOWN, Optional.empty()).healthy()).containsExactly(new Seen(OLD, back.id(), V1.tag(), V1.pushed(), END, false));
        assertThat(first(back, KNOWN.seenHealthy(new Seen(OTHER, new DeploymentId("x"), second(-700), second(-600)))).back()).as("another was live").isTrue();
        assertThat(first(back, CLAIMED)).as("nobody of us had brought it").isEqualTo(new Seen(OLD, back.id(), Optional.empty(), Instant.EPOCH, END, true));
        assertThat(first(back, CLAIMED.seenHealthy(new Seen(OLD, V1.deployment(), V1.tag(), V1.pushed(), V1.at(), true))).back()).as("it had been one before").isTrue();
    }

    @Test
    void aPersonsRollbackForgetsWhatItLeftAndTakesTheLabelFromWhereItWent() {
        Deployment rollback = rollback(Optional.empty());
        Deployment first = Sample.deployment().withImage(image(Sample.OLD), Optional.of(new Tag("v1"))).ended(Ending.SUCCEEDED, second(-800));
        TargetState after = Closing.after(rollback, CLAIMED.seenHealthy(new Seen(NEW, ROLLOUT.id(), second(0), second(60))), Optional.of(first));
        assertThat(after.healthy()).containsExactly(new Seen(OLD, rollback.id(), first.tag(), first.origin().at(), END, true));
        Deployment failed = ROLLOUT.ended(Ending.ROLLED_BACK, second(-800));
        assertThat(Closing.after(rollback, CLAIMED, Optional.of(failed)).healthy().getFirst()).as("which did not bring it").extracting(Seen::tag, Seen::pushed)
                .containsExactly(Optional.empty(), Instant.EPOCH);
        assertThat(Closing.after(rollback, KNOWN.handed(LEFT), Optional.empty()).handed()).isEmpty();
    }

    @Test
    void whoGaveWayLeavesItsWayBackToWhatTakesOver() {
        assertThat(Closing.after(ROLLOUT.ended(Ending.SUPERSEDED, END), KNOWN, Optional.empty()))
                .isEqualTo(KNOWN.closed(1).handed(LEFT));
        Deployment untouched = Deployment.asked(ROLLOUT.id(), API, Action.DEPLOY, ROLLOUT.origin(), "", "e", second(0)).withClaim(1);
        assertThat(Closing.after(untouched.ended(Ending.SUPERSEDED, END), KNOWN, Optional.empty())).isEqualTo(KNOWN.closed(1));
    }

    @Test
    void whatWasLeftFailedIsNobodysBaselineAndAPersonsToSeeTo() {
        Deployment kept = ROLLOUT.with(new Restore(Restore.Way.KEPT, NEW, Optional.empty(), second(100), second(1000))).ended(Ending.NEEDS_HUMAN, END);
        assertThat(Closing.after(kept, CLAIMED, Optional.empty()).healthy()).extracting(Seen::release).containsExactly(OLD);
        assertThat(Closing.after(kept, KNOWN, Optional.empty()).handed()).contains(LEFT.leftToPerson());
        Deployment unproven = WENT_BACK.ended(Ending.NEEDS_HUMAN, END);
        assertThat(Closing.after(unproven, KNOWN, Optional.empty())).isEqualTo(KNOWN.closed(1));
        assertThat(Closing.after(unproven, KNOWN.handed(LEFT), Optional.empty()).handed()).contains(LEFT.leftToPerson());
    }

    /** An execution was aborted, or its rollback can't be made: what runs was never proven, and the way back to what was is not forgotten. */
    @Test
    void whatWasLeftUnprovenIsNobodysBaselineUnlessOthersChangedIt() {
        Deployment left = ROLLOUT.with(Cause.of("DeployerAborted", "Somebody aborted it.")).ended(Ending.NEEDS_HUMAN, END);
        assertThat(Closing.after(left, CLAIMED, Optional.empty()).healthy()).extracting(Seen::release).containsExactly(OLD);
        assertThat(Closing.after(left, KNOWN, Optional.empty()).handed()).contains(LEFT.leftToPerson());
        Newest.Arrival again = new Newest.Arrival(Optional.of(new Tag("v2.1")), second(30));
        TargetState pushedAgain = KNOWN.with(KNOWN.claim().map(claim -> claim.bringing(again)), Optional.empty());
        assertThat(Closing.after(left, pushedAgain, Optional.empty()).handed().flatMap(Handed::push)).as("as new as its last push").contains(again);
        Deployment others = ROLLOUT.with(Cause.of("ChangedBySomeoneElse", "Someone else changed it.")).ended(Ending.NEEDS_HUMAN, END);
        assertThat(Closing.after(others, KNOWN, Optional.empty())).isEqualTo(KNOWN.closed(1));
    }

    /** Plan refused what a person asked: it is nobody's choice, and who waited before it waits again. */
    @Test
    void whatCameToNothingLeavesTheTargetAsItWas() {
        Waiting push = new Waiting(new Request(API, Action.DEPLOY, "", Optional.of(Sample.image(Sample.NEW)), Optional.empty(), new Origin(Origin.By.PUSH, second(1), Optional.empty())), new DeploymentId("shop-api-push"), second(2));
        Pin before = new Pin(new DeploymentId("shop-api-before"), second(0));
        Deployment refused = Deployment.asked(ROLLOUT.id(), API, Action.DEPLOY, new Origin(Origin.By.HAND, second(3), Optional.empty()), "v9.9", "e", second(3)).withClaim(1);
        TargetState claimed = KNOWN.pinned(new Pin(ROLLOUT.id(), second(3)).after(Optional.of(before))).owing(List.of(new Owed(ROLLOUT.id(), Optional.empty(), second(3), push)));
        TargetState after = Closing.after(refused.with(Cause.of("BadInput", "It is not there.")).ended(Ending.NOT_CHANGED, END), claimed, Optional.empty());
        assertThat(after.waiting()).contains(push);
        assertThat(after.chosen()).contains(before);
        assertThat(after.owed()).isEmpty();
        TargetState chosen = Closing.after(refused.with(Cause.of("SameImage", "It runs.")).ended(Ending.NOT_CHANGED, END), claimed, Optional.empty());
        assertThat(chosen).as("who chose what runs has chosen").isEqualTo(claimed.closed(1));
        Deployment planned = refused.with(ROLLOUT.plan().orElseThrow()).with(Cause.of("StoppedByPerson", "A person stopped it."));
        assertThat(Closing.after(planned.ended(Ending.NOT_CHANGED, END), claimed, Optional.empty())).as("it could have been brought").isEqualTo(claimed.closed(1));
    }

    @ParameterizedTest
    @CsvSource({"PUSH, NotAnImage, true", "PUSH, ImageGone, true", "PUSH, Held, false", "SWEEP, BadInput, false"})
    void aPushThatBringsNoImageTakesNobodysPlace(Origin.By by, String why, boolean again) {
        Waiting push = new Waiting(new Request(API, Action.DEPLOY, "", Optional.of(Sample.image(Sample.NEW)), Optional.empty(), new Origin(Origin.By.PUSH, second(1), Optional.empty())), new DeploymentId("shop-api-push"), second(2));
        Deployment refused = Deployment.asked(ROLLOUT.id(), API, Action.DEPLOY, new Origin(by, second(3), Optional.empty()), "", "e", second(3)).withClaim(1);
        TargetState claimed = KNOWN.owing(List.of(new Owed(ROLLOUT.id(), Optional.empty(), second(3), push)));
        assertThat(Closing.after(refused.with(Cause.of(why, "So it is.")).ended(Ending.NOT_CHANGED, END), claimed, Optional.empty()).waiting().isPresent()).isEqualTo(again);
    }

    @ParameterizedTest
    @EnumSource(Restore.Way.class)
    void whatWentBackIsHeldUnlessNothingOfItHadReachedTheTarget(Restore.Way way) {
        Deployment ended = ROLLOUT.with(new Restore(way, OLD, Optional.empty(), second(100), second(1000))).ended(way == Restore.Way.UNTOUCHED ? Ending.NOT_CHANGED : Ending.ROLLED_BACK, END);
        assertThat(JudgedImages.holds(ended, KNOWN, Sample.SHOP_API)).hasSize(way == Restore.Way.UNTOUCHED ? 0 : 1);
    }

    @Test
    void aHoldNamesTheLabelAndWhyItFailed() {
        assertThat(JudgedImages.holds(WENT_BACK.ended(Ending.ROLLED_BACK, END), KNOWN, Sample.SHOP_API)).containsExactly(
                new Hold(API, new Digest(Sample.NEW), ROLLOUT.id(), Optional.of(new Tag("v2")), Optional.empty(), END, "it was rolled back"));
        Deployment crashed = WENT_BACK.with(Cause.of("ContainerExited", "It crashed.")).ended(Ending.ROLLED_BACK, END);
        assertThat(JudgedImages.holds(crashed, KNOWN, Sample.SHOP_API)).extracting(Hold::why).containsExactly("It crashed.");
    }

    @Test
    void whatAPersonLeftIsHeldUnderItsOwnLabelAndInTheirWords() {
        TargetState live = KNOWN.seenHealthy(new Seen(NEW, new DeploymentId("x"), Optional.of(new Tag("v2")), second(0), second(60)));
        assertThat(JudgedImages.holds(rollback(Optional.of(new Said(Optional.of("it leaks"), Optional.of("ana")))), live, Sample.SHOP_API)).containsExactly(
                new Hold(API, new Digest(Sample.NEW), rollback(Optional.empty()).id(), Optional.of(new Tag("v2")), Optional.of("ana"), END, "a person rolled it back: it leaks"));
        assertThat(JudgedImages.holds(rollback(Optional.empty()), KNOWN, Sample.SHOP_API)).extracting(Hold::why, Hold::tag, Hold::by)
                .as("that was never seen healthy").containsExactly(org.assertj.core.groups.Tuple.tuple("a person rolled it back", Optional.empty(), Optional.empty()));
    }

    /** A function runs a child of the index that was pushed. */
    @Test
    void ofAnIndexBothItsDigestAndTheChildsAreHeldAndTheChildIsLive() {
        Image index = image("sha256:" + "d".repeat(64));
        Release to = Release.of("arn:fn:8", Map.of(Release.CODE, image(Sample.NEW).uri(), "live", image(Sample.NEW).uri()));
        Deployment function = ROLLOUT.withImage(index, Optional.empty()).with(new Plan(OLD, "planned", 0, to, new Baseline(OLD, true, true), second(900)));
        Deployment back = function.with(WENT_BACK.restore().orElseThrow()).ended(Ending.ROLLED_BACK, END);
        assertThat(JudgedImages.holds(back, KNOWN, Sample.SHOP_API)).extracting(Hold::digest).containsExactlyInAnyOrder(index.digest(), new Digest(Sample.NEW));
        assertThat(JudgedImages.live(function.ended(Ending.SUCCEEDED, END), Sample.SHOP_API, List.of())).contains(image(Sample.NEW).uri());
        Release beside = Release.of("arn:api:8", Map.of("agent", "datadog/agent:7", "api", image(Sample.NEW).uri()));
        Deployment sidecar = function.with(new Plan(OLD, "planned", 2, beside, new Baseline(OLD, true, true), second(900)));
        assertThat(JudgedImages.live(sidecar.ended(Ending.SUCCEEDED, END), Sample.SHOP_API, List.of())).contains(image(Sample.NEW).uri());
    }

    private static Seen first(Deployment ended, TargetState state) {
        return Closing.after(ended, state, Optional.empty()).healthy().getFirst();
    }

    /** By a person, from api:8 to api:7, whose revision only the change knows. */
    private static Deployment rollback(Optional<Said> said) {
        return Deployment.asked(new DeploymentId("shop-api-9"), API, Action.ROLLBACK, new Origin(Origin.By.HAND, second(100), Optional.empty(), said), "", "e", second(100))
                .withClaim(1).withImage(image(Sample.OLD), Optional.of(new Tag("v1")))
                .with(new Plan(NEW, "ecs-svc/2", 2, new Release(Optional.empty(), OLD.images()), new Baseline(NEW, true, true), second(900)))
                .with(new Change(OLD, "ecs-svc/3", second(101))).ended(Ending.ROLLED_BACK, END);
    }
}
