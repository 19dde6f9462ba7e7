package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Repository;
import slipway.release.Tags;
import slipway.release.TargetName;

class FreezeTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final DeploymentId MINE = new DeploymentId("shop-api-mine");
    private static final Instant NOW = at(1000);
    private static final TargetState IDLE = new TargetState(API, 5, 7, 7, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final TargetState BUSY =
            IDLE.with(Optional.of(new Claim(8, new DeploymentId("shop-api-holder"), "arn:execution:holder", at(90), Optional.empty())), Optional.empty());
    private static final Request A = push('a', 100);
    private static final Request HAND = hand(Action.DEPLOY, "v2");

    /** What becomes of a request while a freeze is there. */
    private record Row(String name, TargetState state, Request request, Freeze freeze, String outcome) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Freeze OWN = freeze(API, "ana", 1001);
    private static final Freeze ALL = freeze(TargetName.ALL, "bob", 1001);

    static final List<Row> FROZEN = List.of(
            new Row("a push waits", IDLE, A, OWN, "Frozen by ana"),
            new Row("also while all are frozen", IDLE, A, ALL, "Frozen by bob"),
            new Row("and on a target that was enrolled later", TargetState.unknown(API), A, ALL, "Frozen by bob"),
            new Row("not for another target's freeze", IDLE, A, freeze(new TargetName("shop-web"), "ana", 1001), "Taken 8"),
            new Row("an expired freeze is none at once", IDLE, A, freeze(API, "ana", 1000), "Taken 8"),
            new Row("the newest wins", waiting(IDLE, push('b', 99)), A, OWN, "Frozen by ana, overtakes shop-api-waiting"),
            new Row("an older one does not", waiting(IDLE, push('b', 101)), A, OWN, "Overtaken SUPERSEDED by shop-api-waiting"),
            new Row("what waits, delivered again", waiting(IDLE, A), A, OWN, "Belongs shop-api-waiting"),
            new Row("what waits, pushed again later", waiting(IDLE, push('a', 99)), A, OWN, "Frozen by ana"),
            new Row("a push older than a person's choice", IDLE.pinned(new Pin(new DeploymentId("shop-api-choice"), at(100))), A, OWN, "Overtaken NOT_CHANGED by shop-api-choice"),
            new Row("a deployment that runs is let end", BUSY, A, OWN, "Waits for holder"),
            new Row("a person goes through", IDLE, HAND, OWN, "Taken 8, pins"),
            new Row("and takes the place of what waits", waiting(IDLE, push('b', 99)), HAND, OWN, "Taken 8, pins, overtakes shop-api-waiting"),
            new Row("a rollback goes through", IDLE, hand(Action.ROLLBACK, ""), ALL, "Taken 8, pins"),
            new Row("a stop goes through", BUSY, hand(Action.STOP, ""), ALL, "Turned holder"));

    @ParameterizedTest
    @FieldSource("FROZEN")
    void aFreezeHoldsBackWhatComesByItself(Row row) {
        assertThat(word(decide(new Situation(row.state, List.of(row.freeze)), row.request))).isEqualTo(row.outcome);
    }

    @Test
    void whatIsFrozenWaitsAndARetryOfItGetsTheSameAnswer() {
        Outcome.Frozen frozen = (Outcome.Frozen) decide(new Situation(IDLE, List.of(OWN)), A);
        assertThat(frozen.state()).isEqualTo(IDLE.with(Optional.empty(), Optional.of(new Waiting(A, MINE, NOW))));
        assertThat(decide(new Situation(frozen.state(), List.of(OWN)), A)).isEqualTo(frozen);
    }

    /** Nobody else watches what was left in the middle, until a person was asked to. */
    @Test
    void whatWasHandedOverIsNotFrozenBeforeAPersonWasAskedToSeeToIt() {
        Handed left = new Handed(Sample.release(8, Sample.NEW), new Baseline(Sample.release(7, Sample.OLD), true, true), Optional.empty(), Optional.empty());
        assertThat(decide(new Situation(IDLE.handed(left), List.of(OWN)), A)).isInstanceOf(Outcome.Taken.class);
        assertThat(decide(new Situation(IDLE.handed(left.leftToPerson()), List.of(OWN)), A)).isInstanceOf(Outcome.Frozen.class);
    }

    static Freeze freeze(TargetName target, String by, long until) {
        return new Freeze(target, "release week", by, at(1), at(until));
    }

    private static Outcome decide(Situation situation, Request request) {
        return Claiming.decide(new Tags(Tags.Kind.GLOB, "v*"), situation, request, Optional.empty(), "arn:execution:me", MINE, NOW);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Frozen frozen -> "Frozen by " + frozen.freeze().by() + over(frozen.overtaken());
            case Outcome.Taken taken -> "Taken " + taken.number() + taken.state().chosen().map(_ -> ", pins").orElse("") + over(taken.overtaken());
            case Outcome.Overtaken overtaken -> "Overtaken " + overtaken.ending() + " by " + overtaken.by();
            case Outcome.Belongs belongs -> "Belongs " + belongs.deployment();
            case Outcome.Waits _ -> "Waits for holder";
            case Outcome.Turned _ -> "Turned holder";
            case Outcome.Refused refused -> "Refused " + refused.cause().code();
        };
    }

    private static String over(Optional<Waiting> overtaken) {
        return overtaken.map(one -> ", overtakes " + one.deployment()).orElse("");
    }

    @Test
    void ofTwoFreezesTheLongerOneCounts() {
        assertThat(Freeze.of(API, List.of(OWN, freeze(TargetName.ALL, "bob", 2000)), NOW)).map(Freeze::by).contains("bob");
        assertThat(Freeze.of(API, List.of(freeze(API, "ana", 2000), ALL), NOW)).map(Freeze::by).contains("ana");
        assertThat(Freeze.of(API, List.of(freeze(API, "ana", 1000), ALL), NOW)).map(Freeze::by).contains("bob");
        assertThat(Freeze.of(API, List.of(OWN, ALL), at(1001))).isEmpty();
    }

    @Test
    void aFreezeThatNeverBeginsOrHardlyEverEndsIsNone() {
        assertThatThrownBy(() -> freeze(API, "ana", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> freeze(API, "ana", 2 + Freeze.LONGEST.toSeconds())).isInstanceOf(IllegalArgumentException.class);
        assertThat(freeze(API, "ana", 1 + Freeze.LONGEST.toSeconds()).active(NOW)).isTrue();
    }

    @Test
    void peopleAreToldWhoFrozeWhatUntilWhenAndWhy() {
        assertThat(OWN.words()).isEqualTo("shop-api is frozen until 2027-01-15T08:16:41Z by ana: release week");
        assertThat(ALL.cause().sentence()).startsWith("It waits, since all targets are frozen until ").endsWith(" by bob: release week");
    }

    private static TargetState waiting(TargetState state, Request request) {
        return state.with(state.claim(), Optional.of(new Waiting(request, new DeploymentId("shop-api-waiting"), at(95))));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_800_000_000 + second);
    }

    private static Request push(char digest, long second) {
        Image image = new Image(new Repository("123456789012", "eu-central-1", "shop/api"), new Digest("sha256:" + String.valueOf(digest).repeat(64)));
        return new Request(API, Action.DEPLOY, image.digest().value(), Optional.of(image), Optional.empty(),
                new Origin(Origin.By.PUSH, at(second), Optional.of("event")));
    }

    private static Request hand(Action action, String asked) {
        return new Request(API, action, asked, Optional.empty(), Optional.empty(), new Origin(Origin.By.HAND, at(100), Optional.empty()));
    }
}
