package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Repository;
import slipway.release.Tags;
import slipway.release.TargetName;

class ClaimingTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final String ME = "arn:execution:me";
    private static final DeploymentId MINE = new DeploymentId("shop-api-mine");
    private static final DeploymentId HOLDER = new DeploymentId("shop-api-holder");
    private static final Tags TAGS = new Tags(Tags.Kind.GLOB, "v*");
    private static final Instant NOW = at(1000);
    private static final TargetState IDLE = new TargetState(API, 5, 7, 7, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final TargetState BUSY = IDLE.with(Optional.of(new Claim(8, HOLDER, "arn:execution:holder", at(90), Optional.empty())), Optional.empty());
    private static final Request A = push('a', 100);
    private static final String ASKED = "api=123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api:v2";
    private static final Request SEVERAL = hand(Action.DEPLOY, ASKED, 100);
    private static final Request HAND = hand(Action.DEPLOY, "v2", 100);

    /** What is there, what is asked, and what becomes of it, in a word. */
    private record Row(String name, TargetState state, Request request, Optional<Deployment> last, String outcome) {
        Row(String name, TargetState state, Request request, String outcome) {
            this(name, state, request, Optional.empty(), outcome);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("idle", IDLE, A, "Taken 8"),
            new Row("never seen", TargetState.unknown(API), A, "Taken 1"),
            new Row("by hand on idle pins", IDLE, HAND, "Taken 8, pins"),
            new Row("rollback on idle pins", IDLE, hand(Action.ROLLBACK, "", 100), "Taken 8, pins"),
            new Row("stop on idle", IDLE, hand(Action.STOP, "", 100), "Refused NothingToStop"),
            new Row("stop on busy", BUSY, hand(Action.STOP, "", 100), "Turned holder"),
            new Row("rollback on busy", BUSY, hand(Action.ROLLBACK, "", 100), "Turned holder"),
            new Row("rollback to a chosen release on idle pins", IDLE, hand(Action.ROLLBACK, "shop-api-old", 100), "Taken 8, pins"),
            new Row("rollback to a chosen release on busy does not turn it", BUSY, hand(Action.ROLLBACK, "shop-api-old", 100), "Refused Busy"),
            new Row("several containers on idle pin", IDLE, SEVERAL, "Taken 8, pins"),
            new Row("several containers on busy", BUSY, SEVERAL, "Waits for holder"),
            new Row("idle, and these very containers wait", waiting(IDLE, SEVERAL), SEVERAL, "Taken 8, pins"),
            new Row("idle, and other containers wait", waiting(IDLE, hand(Action.DEPLOY, ASKED + "2", 99)), SEVERAL, "Taken 8, pins, overtakes shop-api-waiting"),
            new Row("busy", BUSY, A, "Waits for holder"),
            new Row("by hand on busy", BUSY, HAND, "Waits for holder"),
            new Row("the newest wins (18)", waiting(BUSY, push('b', 99)), A, "Waits for holder, overtakes shop-api-waiting"),
            new Row("of two at once the later arrival wins", waiting(BUSY, push('b', 100)), A, "Waits for holder, overtakes shop-api-waiting"),
            new Row("an older push does not displace what waits (2)", waiting(BUSY, push('b', 101)), A, "Overtaken SUPERSEDED by shop-api-waiting"),
            new Row("nor does an older start by hand", waiting(BUSY, push('b', 101)), HAND, "Overtaken SUPERSEDED by shop-api-waiting"),
            new Row("what waits, delivered again", waiting(BUSY, A), A, "Belongs shop-api-waiting"),
            new Row("what waits, pushed earlier too", waiting(BUSY, push('a', 101)), A, "Belongs shop-api-waiting"),
            new Row("what waits, pushed again later", waiting(BUSY, push('a', 99)), A, "Waits for holder"),
            new Row("what is deployed, delivered again (3)", BUSY, A, running(HOLDER, 'a'), "Belongs shop-api-holder"),
            new Row("what is claimed and not recorded yet, delivered again", unrecorded('a'), A, "Belongs shop-api-holder"),
            new Row("what is claimed and not recorded yet, pushed later", unrecorded('a'), push('a', 500), "Belongs shop-api-holder"),
            new Row("another digest than is claimed and not recorded yet", unrecorded('b'), A, "Waits for holder"),
            new Row("back to what is claimed and not recorded yet, after another push", waiting(unrecorded('a'), push('b', 200)), push('a', 300),
                    "Waits for holder, overtakes shop-api-waiting"),
            new Row("what is deployed, pushed later", BUSY, push('a', 500), running(HOLDER, 'a'), "Belongs shop-api-holder"),
            new Row("back to what is deployed, after another push", waiting(BUSY, push('b', 200)), push('a', 300), running(HOLDER, 'a'),
                    "Waits for holder, overtakes shop-api-waiting"),
            new Row("what is deployed, delivered again after another push", waiting(BUSY, push('b', 200)), A, running(HOLDER, 'a'), "Belongs shop-api-holder"),
            new Row("by hand what is deployed is new", BUSY, new Request(API, Action.DEPLOY, "a", A.image(), A.tag(), HAND.origin()), running(HOLDER, 'a'),
                    "Waits for holder"),
            new Row("what was deployed, delivered late", IDLE, A, ended("shop-api-old", 'a', 100), "Belongs shop-api-old"),
            new Row("what was deployed, delivered late on busy", BUSY, A, ended("shop-api-old", 'a', 100), "Belongs shop-api-old"),
            new Row("what was deployed, pushed again later", IDLE, A, ended("shop-api-old", 'a', 99), "Taken 8"),
            new Row("what was superseded, pushed again before it was told", IDLE, A, ended("shop-api-old", 'a', 200, Ending.SUPERSEDED), "Taken 8"),
            new Row("what was refused, pushed again before it was told", IDLE, A, ended("shop-api-old", 'a', 200, Ending.NOT_CHANGED), "Taken 8"),
            new Row("what was superseded, delivered again", IDLE, push('a', 80), ended("shop-api-old", 'a', 200, Ending.SUPERSEDED), "Belongs shop-api-old"),
            new Row("what a dead deployment began", IDLE, A, running(new DeploymentId("shop-api-dead"), 'a'), "Taken 8"),
            new Row("older than a person's choice", chosen(100), A, "Overtaken NOT_CHANGED by shop-api-pin"),
            new Row("newer than a person's choice", chosen(99), A, "Taken 8"),
            new Row("by hand against a person's choice", chosen(200), HAND, "Taken 8, pins"),
            new Row("idle, and this very push waits", waiting(IDLE, A), A, "Taken 8"),
            new Row("idle, and this very start by hand waits", waiting(IDLE, hand(Action.DEPLOY, "v2", 50)), HAND, "Taken 8, pins"),
            new Row("idle, and an older push waits", waiting(IDLE, push('b', 99)), A, "Taken 8, overtakes shop-api-waiting"),
            new Row("idle, and a newer push waits", waiting(IDLE, push('b', 101)), A, "Overtaken SUPERSEDED by shop-api-waiting"),
            new Row("idle, and a newer push waits, by hand", waiting(IDLE, push('b', 101)), HAND, "Taken 8, pins, b waits"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void eachRequestHasOneOutcome(Row row) {
        assertThat(word(decide(row.state, row.request, row.last))).isEqualTo(row.outcome);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken taken -> "Taken " + taken.number() + taken.state().chosen().filter(pin -> pin.deployment().equals(MINE)).map(_ -> ", pins").orElse("")
                    + over(taken.overtaken()) + taken.state().waiting().map(_ -> ", b waits").orElse("");
            case Outcome.Waits waits -> "Waits for " + (waits.holder().deployment().equals(HOLDER) ? "holder" : "?") + over(waits.overtaken());
            case Outcome.Frozen frozen -> "Frozen by " + frozen.freeze().by() + over(frozen.overtaken());
            case Outcome.Belongs belongs -> "Belongs " + belongs.deployment();
            case Outcome.Turned turned -> "Turned " + (turned.deployment().equals(HOLDER) ? "holder" : "?");
            case Outcome.Refused refused -> "Refused " + refused.cause().code();
            case Outcome.Overtaken overtaken -> "Overtaken " + overtaken.ending() + " by " + overtaken.by();
        };
    }

    private static String over(Optional<Waiting> overtaken) {
        return overtaken.map(one -> ", overtakes " + one.deployment()).orElse("");
    }

    @Test
    void takingWritesTheClaimAndNothingElse() {
        Outcome.Taken taken = (Outcome.Taken) decide(IDLE, A, Optional.empty());
        assertThat(taken.state()).isEqualTo(new TargetState(API, 5, 8, 7,
                Optional.of(new Claim(8, MINE, ME, NOW, Optional.empty()).of(A.image().map(Image::digest)).bringing(Newest.Arrival.of(A))), Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void waitingWritesTheRequestAndLeavesTheClaim() {
        Outcome.Waits waits = (Outcome.Waits) decide(BUSY, A, Optional.empty());
        assertThat(waits.state()).isEqualTo(BUSY.with(BUSY.claim(), Optional.of(new Waiting(A, MINE, NOW))));
    }

    @Test
    void turningAsksTheHolderAndTheFirstWishStays() {
        Outcome.Turned turned = (Outcome.Turned) decide(BUSY, hand(Action.STOP, "", 100), Optional.empty());
        assertThat(turned.state().claim().orElseThrow().stopRequested()).contains(new StopRequest(Action.STOP, ME, NOW));
        Outcome.Turned again = (Outcome.Turned) decide(turned.state(), hand(Action.ROLLBACK, "", 100), Optional.empty());
        assertThat(again.state()).isEqualTo(turned.state());
    }

    @Test
    void aRetryOfTheSameExecutionGetsTheSameAnswer() {
        Outcome.Taken taken = (Outcome.Taken) decide(IDLE, A, Optional.empty());
        assertThat(decide(taken.state(), A, running(MINE, 'a'))).isEqualTo(taken);
        Outcome.Waits waits = (Outcome.Waits) decide(BUSY, A, Optional.empty());
        assertThat(decide(waits.state(), A, Optional.empty())).isEqualTo(waits);
    }

    @Test
    void aRetryNamesAgainWhomItHasOvertaken() {
        TargetState before = waiting(BUSY, push('b', 99));
        Outcome.Waits waits = (Outcome.Waits) decide(before, A, Optional.empty());
        assertThat(waits.state().owed()).containsExactly(new Owed(MINE, A.tag(), A.origin().at(), before.waiting().orElseThrow()));
        assertThat(decide(waits.state(), A, Optional.empty())).isEqualTo(waits);
        Outcome.Taken taken = (Outcome.Taken) decide(waiting(IDLE, push('b', 99)), A, Optional.empty());
        assertThat(decide(taken.state(), A, running(MINE, 'a'))).isEqualTo(taken);
        assertThat(taken.overtaken()).isPresent();
    }

    @Test
    void aRetryThatMayTakeTheTargetByThenNamesWhomItHadOvertakenAsItWaited() {
        TargetState before = waiting(BUSY, push('b', 99));
        Outcome.Taken taken = (Outcome.Taken) decide(((Outcome.Waits) decide(before, A, Optional.empty())).state().closed(8), A, Optional.empty());
        assertThat(taken.overtaken()).isEqualTo(before.waiting());
        assertThat(taken.state().owed()).as("once").hasSize(1);
    }

    @Test
    void aPushInTheWaitingPlaceOfABusyTargetIsClearedWhenItIsTakenAtLast() {
        Outcome.Waits waits = (Outcome.Waits) decide(BUSY, A, Optional.empty());
        Outcome.Taken taken = (Outcome.Taken) Claiming.decide(TAGS,
                new Situation(waits.state().closed(8), List.of()), A, Optional.empty(), "arn:execution:again", new DeploymentId("shop-api-again"), NOW);
        assertThat(taken.state().waiting()).isEmpty();
        assertThat(taken.overtaken()).isEmpty();
    }

    @Test
    void whatWaitsWithALaterTimeWaitsNoMoreOnceItsOwnEventHasTheTarget() {
        Outcome.Taken taken = (Outcome.Taken) decide(waiting(IDLE, push('a', 101)), A, Optional.empty());
        assertThat(taken.state().waiting()).isEmpty();
        assertThat(taken.overtaken()).isEmpty();
    }

    @Test
    void whatWaitedAndHasItsAnswerWaitsNoMore() {
        Outcome.Belongs belongs = (Outcome.Belongs) decide(waiting(IDLE, A), A, ended("shop-api-old", 'a', 100));
        assertThat(belongs.state()).isEqualTo(IDLE);
        Outcome.Overtaken overtaken = (Outcome.Overtaken) decide(waiting(chosen(100), A), A, Optional.empty());
        assertThat(overtaken.state()).isEqualTo(chosen(100));
        Outcome.Belongs busy = (Outcome.Belongs) decide(waiting(BUSY, push('b', 500)), A, running(HOLDER, 'a'));
        assertThat(busy.state()).isEqualTo(waiting(BUSY, push('b', 500)));
    }

    @Test
    void anEventOfWhatTheSweepFoundBelongsToThatThoughItsTimeIsLater() {
        Deployment found = Deployment.asked(new DeploymentId("shop-api-swept"), API, Action.DEPLOY, new Origin(Origin.By.SWEEP, at(80), Optional.empty()), A.asked(), "arn", at(90))
                .withImage(A.image().orElseThrow(), Optional.empty()).ended(Ending.NOT_CHANGED, at(91));
        assertThat(decide(IDLE, push('a', 85), Optional.of(found))).isInstanceOf(Outcome.Belongs.class);
        assertThat(decide(IDLE, push('a', 95), Optional.of(found))).as("pushed again since").isInstanceOf(Outcome.Taken.class);
    }

    private static Outcome decide(TargetState state, Request request, Optional<Deployment> last) {
        return Claiming.decide(TAGS, new Situation(state, List.of()), request, last, ME, MINE, NOW);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_800_000_000 + second);
    }

    private static Request push(char digest, long second) {
        Image image = new Image(new Repository("123456789012", "eu-central-1", "shop/api"), new Digest("sha256:" + String.valueOf(digest).repeat(64)));
        return new Request(API, Action.DEPLOY, image.digest().value(), Optional.of(image), Optional.empty(),
                new Origin(Origin.By.PUSH, at(second), Optional.of("event")));
    }

    private static Request hand(Action action, String asked, long second) {
        return new Request(API, action, asked, Optional.empty(), Optional.empty(), new Origin(Origin.By.HAND, at(second), Optional.empty()));
    }

    /** The holder brings this digest, and its record is not written yet. */
    private static TargetState unrecorded(char digest) {
        Request request = push(digest, 80);
        return BUSY.with(BUSY.claim().map(claim -> claim.of(request.image().map(Image::digest)).bringing(Newest.Arrival.of(request))), BUSY.waiting());
    }

    private static TargetState waiting(TargetState state, Request request) {
        return state.with(state.claim(), Optional.of(new Waiting(request, new DeploymentId("shop-api-waiting"), at(95))));
    }

    private static TargetState chosen(long second) {
        return IDLE.pinned(new Pin(new DeploymentId("shop-api-pin"), at(second)));
    }

    private static Optional<Deployment> running(DeploymentId id, char digest) {
        Request request = push(digest, 80);
        return Optional.of(Deployment.asked(id, API, Action.DEPLOY, request.origin(), request.asked(), "arn", at(80))
                .withImage(request.image().orElseThrow(), Optional.empty()));
    }

    private static Optional<Deployment> ended(String id, char digest, long second) {
        return ended(id, digest, second, Ending.ROLLED_BACK);
    }

    private static Optional<Deployment> ended(String id, char digest, long second, Ending how) {
        return running(new DeploymentId(id), digest).map(one -> one.ended(how, at(second)));
    }
}
