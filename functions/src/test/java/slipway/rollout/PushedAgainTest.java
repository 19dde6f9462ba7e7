package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.image;
import static slipway.rollout.Sample.release;
import static slipway.rollout.Sample.second;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Ending;
import slipway.release.Origin;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.TargetName;
import slipway.rollout.Newest.Arrival;

/** A push at second 300 of a digest that was brought by another push at second 100 (scenario 2). */
class PushedAgainTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Tags TAGS = new Tags(Tags.Kind.GLOB, "v*");
    private static final Request AGAIN = push(300);
    private static final Deployment FIRST = Deployment.asked(new DeploymentId("shop-api-1"), API, Action.DEPLOY, push(100).origin(), "", "e", second(100))
            .withImage(image(Sample.NEW), Optional.empty());
    private static final Optional<Deployment> BROUGHT = Optional.of(FIRST.ended(Ending.SUCCEEDED, second(400)));
    private static final TargetState IDLE = TargetState.unknown(API);
    private static final TargetState OVERRUN = live("shop-api-2", 200, false);

    private record Row(String name, TargetState state, Request request, Deployment brought, boolean overrun) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final java.util.List<Row> ROWS = java.util.List.of(
            new Row("what was pushed between the two has gone live since", OVERRUN, AGAIN, BROUGHT.orElseThrow(), true),
            new Row("what was pushed after both has", live("shop-api-2", 301, false), AGAIN, BROUGHT.orElseThrow(), false),
            new Row("it is live still", live("shop-api-1", 100, false), AGAIN, BROUGHT.orElseThrow(), false),
            new Row("it is live still, though pushed once more since", live("shop-api-1", 150, false), AGAIN, BROUGHT.orElseThrow(), false),
            new Row("a rollback came back to it and saw it under its own name", live("shop-api-9", 100, false), AGAIN, BROUGHT.orElseThrow(), false),
            new Row("what is live came there by a way back, and no push brought it over", live("shop-api-2", 200, true), AGAIN, BROUGHT.orElseThrow(), false),
            new Row("nothing is known to be live", IDLE, AGAIN, BROUGHT.orElseThrow(), false),
            new Row("it never went live", OVERRUN, AGAIN, FIRST.ended(Ending.ROLLED_BACK, second(400)), false),
            new Row("it is the very push, told once more", live("shop-api-2", 50, false), push(100), BROUGHT.orElseThrow(), false),
            new Row("it is one of a second later", live("shop-api-2", 50, false), push(101), BROUGHT.orElseThrow(), true),
            new Row("it is another tag of the same second", live("shop-api-2", 50, false), tagged(push(100), "v2"), BROUGHT.orElseThrow(), true),
            new Row("a person has chosen since", OVERRUN.pinned(pin(300)), AGAIN, BROUGHT.orElseThrow(), false),
            new Row("a person had chosen before", OVERRUN.pinned(pin(299)), AGAIN, BROUGHT.orElseThrow(), true),
            new Row("what was pushed between the two rolls out", claimed(200), AGAIN, BROUGHT.orElseThrow(), true),
            new Row("what was pushed after both rolls out", claimed(301), AGAIN, BROUGHT.orElseThrow(), false),
            new Row("what rolls out decides, not what is live still", claimed(301).seenHealthy(OVERRUN.healthy().getFirst()), AGAIN, BROUGHT.orElseThrow(), false));

    @ParameterizedTest
    @FieldSource("ROWS")
    void itIsBroughtAgainWhereSomethingOlderTookItsPlace(Row row) {
        assertThat(PushedAgain.overrun(TAGS, row.state, row.request, row.brought)).isEqualTo(row.overrun);
    }

    /** Version 1.8.0 was brought at second 100 and seen healthy as of second 130; a person went back past Slipway, so that 1.4.0 could go live. */
    @ParameterizedTest
    @CsvSource({"PUSH, 1.8.0, 100, false", "PUSH, 1.8.0, 130, false", "PUSH, v1.8.0, 130, false", "PUSH, 1.8.0, 131, true", "PUSH, 1.9.0, 100, true",
            "SWEEP, 1.8.0, 140, false", "SWEEP, 1.8.0, 141, true"})
    void whereVersionsDecideTheSameVersionIsBroughtAgainOnlyIfItWasPushedSince(Origin.By by, String tag, long pushed, boolean overrun) {
        Deployment brought = Deployment.asked(FIRST.id(), API, Action.DEPLOY, new Origin(by, second(100), Optional.empty()), "", "e", second(140))
                .withImage(image(Sample.NEW), Optional.of(new Tag("1.8.0"))).ended(Ending.SUCCEEDED, second(400));
        TargetState state = IDLE.seenHealthy(new Seen(release(8, Sample.NEW), FIRST.id(), Optional.of(new Tag("1.8.0")), second(130), second(400)))
                .seenHealthy(new Seen(release(9, "sha256:" + "c".repeat(64)), new DeploymentId("shop-api-2"), Optional.of(new Tag("1.4.0")), second(500), second(600)));
        Request request = tagged(push(pushed), tag);
        assertThat(PushedAgain.overrun(new Tags(Tags.Kind.SEMVER, "^1"), state, request, brought)).isEqualTo(overrun);
    }

    @Test
    void whatIsLiveIsAsNewAsItsLastPush() {
        TargetState state = live("shop-api-1", 100, false).seenHealthy(new Seen(release(6, "sha256:" + "c".repeat(64)), new DeploymentId("x"), second(50), second(60)))
                .seenHealthy(live("shop-api-1", 100, false).healthy().getFirst());
        TargetState after = PushedAgain.remembered(TAGS, state, AGAIN, BROUGHT);
        assertThat(after.healthy().getFirst()).isEqualTo(new Seen(state.healthy().getFirst().release(), FIRST.id(), AGAIN.tag(), second(300), second(400)));
        assertThat(after.healthy().subList(1, 2)).isEqualTo(state.healthy().subList(1, 2));
    }

    @Test
    void anOlderPushOrOneOfSomethingElseChangesNothing() {
        TargetState live = live("shop-api-1", 100, false);
        assertThat(PushedAgain.remembered(TAGS, live, push(100), BROUGHT)).isSameAs(live);
        assertThat(PushedAgain.remembered(TAGS, OVERRUN, AGAIN, BROUGHT)).as("another is live").isSameAs(OVERRUN);
        assertThat(PushedAgain.remembered(TAGS, live, AGAIN, Optional.empty())).as("nobody knows who brought it").isSameAs(live);
        assertThat(PushedAgain.remembered(TAGS, IDLE, AGAIN, BROUGHT)).isSameAs(IDLE);
        TargetState wentBack = IDLE.seenHealthy(new Seen(release(6, "sha256:" + "c".repeat(64)), FIRST.id(), second(50), second(400)));
        assertThat(PushedAgain.remembered(TAGS, wentBack, AGAIN, Optional.of(FIRST.ended(Ending.ROLLED_BACK, second(400))))).as("it went back to another").isSameAs(wentBack);
    }

    @Test
    void whatRollsOutIsAsNewAsItsLastPush() {
        TargetState holder = claimed(100);
        TargetState after = PushedAgain.remembered(TAGS, holder, AGAIN, Optional.of(FIRST));
        assertThat(after).isEqualTo(holder.with(holder.claim().map(claim -> claim.bringing(Arrival.of(AGAIN))), Optional.empty()));
        assertThat(PushedAgain.remembered(TAGS, holder, push(99), Optional.of(FIRST))).isSameAs(holder);
        TargetState anotherRollsOut = claimed("shop-api-2", 200).seenHealthy(live("shop-api-1", 100, false).healthy().getFirst());
        assertThat(PushedAgain.remembered(TAGS, anotherRollsOut, AGAIN, BROUGHT).claim()).isEqualTo(anotherRollsOut.claim());
    }

    @Test
    void aClaimThatIsOfThisDigestCountsBeforeItsRecordIsWritten() {
        TargetState holder = claimed("shop-api-2", 200);
        TargetState unrecorded = holder.with(holder.claim().map(claim -> claim.of(Optional.of(image(Sample.NEW).digest()))), Optional.empty());
        assertThat(PushedAgain.remembered(TAGS, unrecorded, AGAIN, Optional.empty()).claim().orElseThrow().newest()).contains(Arrival.of(AGAIN));
        assertThat(PushedAgain.remembered(TAGS, holder, AGAIN, Optional.empty())).as("of which digest it is nobody knows").isSameAs(holder);
    }

    /** As an older Slipway wrote it. */
    @Test
    void aClaimThatKnowsNoPushIsLeftAsItIs() {
        TargetState old = IDLE.with(Optional.of(new Claim(1, FIRST.id(), "e", second(100), Optional.empty())), Optional.empty());
        assertThat(PushedAgain.remembered(TAGS, old, AGAIN, Optional.of(FIRST))).isSameAs(old);
    }

    private static TargetState claimed(long pushed) {
        return claimed("shop-api-1", pushed);
    }

    /** Holds the target, and brings what was pushed then. */
    private static TargetState claimed(String id, long pushed) {
        return IDLE.with(Optional.of(new Claim(1, new DeploymentId(id), "e", second(pushed), Optional.empty()).bringing(Arrival.of(push(pushed)))), Optional.empty());
    }

    private static TargetState live(String deployment, long pushed, boolean back) {
        return IDLE.seenHealthy(new Seen(release(8, Sample.NEW), new DeploymentId(deployment), Optional.empty(), second(pushed), second(400), back));
    }

    private static Pin pin(long second) {
        return new Pin(new DeploymentId("by-hand"), second(second));
    }

    private static Request tagged(Request push, String tag) {
        return new Request(API, Action.DEPLOY, Sample.NEW, push.image(), Optional.of(new Tag(tag)), push.origin());
    }

    private static Request push(long second) {
        Instant at = second(second);
        return new Request(API, Action.DEPLOY, Sample.NEW, Optional.of(image(Sample.NEW)), Optional.empty(), new Origin(Origin.By.PUSH, at, Optional.of("event")));
    }
}
