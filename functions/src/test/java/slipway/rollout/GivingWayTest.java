package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.empty;
import static slipway.rollout.Sample.healthy;
import static slipway.rollout.Sample.second;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.release.Action;
import slipway.release.Baseline;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Origin;
import slipway.release.Precautions;
import slipway.release.Release;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.WhileDeploying;
import slipway.release.Workload;

/** When a running rollout hands over, and what is its successors' way back. */
class GivingWayTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final DeploymentId NEXT = new DeploymentId("shop-api-next");
    private static final Wishes HAND_OVER = new Wishes(Optional.empty(), true);

    private record Row(String name, Sample reading, Wishes wishes, long now, String kind) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("while it starts", empty(20), HAND_OVER, 20, "HandOver"),
            new Row("while it bakes", healthy(60), HAND_OVER, 60, "HandOver"),
            new Row("settled at this very look", healthy(100), HAND_OVER, 100, "Settle"),
            new Row("failed at this very look", empty(20).crashed("t1").crashed("t2"), HAND_OVER, 20, "RollBack"),
            new Row("someone else has changed it", healthy(60).primary("ecs-svc/9", 12), HAND_OVER, 60, "GiveWay"),
            new Row("a person wants it stopped", healthy(60), new Wishes(Optional.of(new StopRequest(Action.STOP, "by", second(50))), true), 60, "RollBack"),
            new Row("late", healthy(900).rollout("PRIMARY", "IN_PROGRESS", ""), HAND_OVER, 900, "RollBack"),
            new Row("a reading of before the change", healthy(100).primary("ecs-svc/1", 7).unlisted(), HAND_OVER, 100, "Wait"),
            new Row("nothing waits", healthy(60), Wishes.NONE, 60, "Wait"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void itHandsOverOnlyWhatIsUndecidedAndOurs(Row row) {
        Verdict verdict = Judge.decide(Sample.healthySince(40), Limits.DEFAULT, Optional.of(row.reading.reading()), row.wishes, second(row.now));
        assertThat(verdict.getClass().getSimpleName()).isEqualTo(row.kind);
    }

    @Test
    void withoutAReadingItIsNotHandedOver() {
        assertThat(Judge.decide(Sample.deployment(), Limits.DEFAULT, Optional.empty(), HAND_OVER, second(10))).isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void onlyToWhatIsNewerOrAPersonsAndOnlyWhereTheTargetSaysSo() {
        assertThat(to(WhileDeploying.GIVE_WAY, Action.DEPLOY, push(101), Optional.empty())).isTrue();
        assertThat(to(WhileDeploying.QUEUE, Action.DEPLOY, push(101), Optional.empty())).isFalse();
        assertThat(to(WhileDeploying.GIVE_WAY, Action.DEPLOY, push(99), Optional.empty())).isFalse();
        assertThat(to(WhileDeploying.GIVE_WAY, Action.DEPLOY, new Origin(Origin.By.HAND, second(50), Optional.empty()), Optional.empty())).isTrue();
        assertThat(to(WhileDeploying.GIVE_WAY, Action.ROLLBACK, push(101), Optional.empty())).isFalse();
        assertThat(to(WhileDeploying.GIVE_WAY, Action.DEPLOY, push(101), Optional.of(NEXT))).isFalse();
        assertThat(to(WhileDeploying.GIVE_WAY, Action.DEPLOY, push(101), Optional.of(new DeploymentId("another")))).isTrue();
    }

    /** What it brings may have been pushed once more meanwhile. */
    @Test
    void onlyToWhatIsNewerThanTheLastPushOfWhatItBrings() {
        Claim claim = new Claim(1, new DeploymentId("shop-api-holder"), "arn", second(100), Optional.empty()).bringing(new Newest.Arrival(Optional.empty(), second(150)));
        for (long pushed : new long[] {150, 151}) {
            Request request = new Request(API, Action.DEPLOY, "x", Optional.empty(), Optional.of(new Tag("v9")), push(pushed));
            TargetState state = TargetState.unknown(API).with(Optional.of(claim), Optional.of(new Waiting(request, NEXT, Instant.EPOCH)));
            Deployment holder = Deployment.asked(claim.deployment(), API, Action.DEPLOY, push(100), "", "arn", second(100));
            assertThat(GivingWay.to(target(WhileDeploying.GIVE_WAY), holder, state, Optional.empty()).isPresent()).isEqualTo(pushed == 151);
        }
    }

    /** Its event and the sweep may tell of one push by two times. */
    @Test
    void neverToTheVeryImageThatItBrings() {
        Target target = target(WhileDeploying.GIVE_WAY);
        for (char digest : new char[] {'a', 'b'}) {
            Image image = new Image(new Repository("123456789012", "eu-central-1", "shop/api"), new Digest("sha256:" + String.valueOf(digest).repeat(64)));
            Deployment holder = Deployment.asked(new DeploymentId("shop-api-holder"), API, Action.DEPLOY, push(100), "", "arn", second(100))
                    .withImage(new Image(image.repository(), new Digest("sha256:" + "a".repeat(64))), Optional.empty());
            Request request = new Request(API, Action.DEPLOY, "x", Optional.of(image), Optional.of(new Tag("v9")), push(101));
            TargetState state = TargetState.unknown(API).with(Optional.empty(), Optional.of(new Waiting(request, NEXT, Instant.EPOCH)));
            assertThat(GivingWay.to(target, holder, state, Optional.empty()).isPresent()).isEqualTo(digest == 'b');
        }
    }

    @Test
    void whatWasLeftIsNoBaselineHoweverWholeItLooks() {
        Release before = Release.of("arn:api:7", Map.of("api", "old", "proxy", "same"));
        Release left = Release.of("arn:api:8", Map.of("api", "left", "proxy", "same"));
        Baseline baseline = new Baseline(before, true, true, Optional.of("arn:api:6"));
        TargetState state = TargetState.unknown(API).handed(new Handed(left, baseline, Optional.empty(), Optional.empty()));

        assertThat(Planning.baseline(left, true, true, state)).contains(baseline.earlier());
        assertThat(Planning.baseline(before, true, true, state)).contains(new Baseline(before, true, true));
        assertThat(Planning.baseline(left, true, true, state.proven())).contains(new Baseline(left, true, true));
        Release half = Release.of("arn:fn:1", Map.of("$LATEST", "left", "live", "old"));
        TargetState function = TargetState.unknown(API).handed(new Handed(Release.of("arn:fn:2", Map.of("$LATEST", "left", "live", "left")),
                new Baseline(Release.of("arn:fn:1", Map.of("$LATEST", "old", "live", "old")), true, true), Optional.empty(), Optional.empty()));
        assertThat(Planning.baseline(half, true, true, function).orElseThrow().release().images()).containsEntry("$LATEST", "old");
    }

    private static boolean to(WhileDeploying what, Action running, Origin waiting, Optional<DeploymentId> declined) {
        Deployment holder = Deployment.asked(new DeploymentId("shop-api-holder"), API, running, push(100), "", "arn", second(100));
        Request request = new Request(API, Action.DEPLOY, "x", Optional.empty(), Optional.of(new Tag("v9")), waiting);
        TargetState state = TargetState.unknown(API).with(Optional.empty(), Optional.of(new Waiting(request, NEXT, Instant.EPOCH)));
        return GivingWay.to(target(what), holder, state, declined).isPresent();
    }

    private static Target target(WhileDeploying what) {
        return new Target(API, new Workload.EcsService("shop", "api", List.of()), "shop/api", Optional.empty(), new Tags(Tags.Kind.ANY, ""),
                Mode.DEPLOY, Limits.DEFAULT, what, Precautions.NONE, Optional.empty());
    }

    private static Origin push(long at) {
        return new Origin(Origin.By.PUSH, second(at), Optional.empty());
    }
}
