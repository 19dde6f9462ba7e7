package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.TargetName;

/** Who waits where a target follows versions: the higher version, whenever it came (scenario 4). */
class ClaimingVersionsTest {
    private static final Tags VERSIONS = new Tags(Tags.Kind.SEMVER, "^1");
    private static final TargetName API = new TargetName("shop-api");
    private static final DeploymentId HOLDER = new DeploymentId("shop-api-holder");
    private static final TargetState BUSY = TargetState.unknown(API)
            .with(Optional.of(new Claim(8, HOLDER, "arn:execution:holder", at(90), Optional.empty())), Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "1.3.0, 100, 1.2.9, 200, Overtaken", "1.2.9, 200, 1.3.0, 100, Waits and overtakes", "1.3.0, 100, 1.3.0, 200, Waits and overtakes",
        "1.3.0, 200, 1.3.0, 100, Overtaken", "1.10.0, 100, 1.9.0, 200, Overtaken", "1.3.0-rc.2, 100, 1.3.0-rc.10, 50, Waits and overtakes",
        "1.3.0, 100, 1.3.0-rc.1, 200, Overtaken", "nightly, 100, 1.3.0, 200, Waits and overtakes", "1.3.0, 200, nightly, 100, Overtaken"
    })
    void theHigherVersionWaits(String waits, long since, String comes, long at, String outcome) {
        assertThat(word(decide(waiting(push('b', waits, since)), push('a', comes, at), Optional.empty()))).isEqualTo(outcome);
    }

    @Test
    void aPersonsRequestIsOrderedByTimeWhateverItsVersion() {
        Request byHand = new Request(API, Action.DEPLOY, "1.1.0", Optional.empty(), Optional.empty(), new Origin(Origin.By.HAND, at(200), Optional.empty()));
        assertThat(word(decide(waiting(push('b', "1.3.0", 100)), byHand, Optional.empty()))).isEqualTo("Waits and overtakes");
        assertThat(word(decide(waiting(byHand), push('a', "1.4.0", 100), Optional.empty()))).isEqualTo("Overtaken");
        Request routed = new Request(API, Action.DEPLOY, "", push('a', "1.1.0", 200).image(), Optional.of(new Tag("1.1.0")), byHand.origin());
        assertThat(word(decide(waiting(push('b', "1.3.0", 100)), routed, Optional.empty()))).isEqualTo("Waits and overtakes");
    }

    @Test
    void whatRollsOutDeliveredAgainLeavesTheLowerVersionWaiting() {
        TargetState state = waiting(push('b', "1.3.0", 100));
        assertThat(word(decide(state, push('a', "1.4.0", 80), running("1.4.0")))).isEqualTo("Belongs");
        assertThat(word(decide(state, push('a', "1.4.0", 300), running("1.4.0")))).isEqualTo("Belongs");
        assertThat(word(decide(state, push('a', "1.4.0", 300), running("1.2.0")))).as("one digest under a second, higher version").isEqualTo("Waits and overtakes");
    }

    @Test
    void whatIsTakenCountsAsTheHighestVersionUnderWhichItWaited() {
        TargetState idle = TargetState.unknown(API).with(Optional.empty(), Optional.of(new Waiting(push('a', "1.9.0", 100), new DeploymentId("shop-api-waiting"), at(95))));
        var taken = (Outcome.Taken) decide(idle, push('a', "1.4.0", 200), Optional.empty());
        assertThat(taken.state().claim().orElseThrow().newest()).contains(new Newest.Arrival(Optional.of(new Tag("1.9.0")), at(100)));
    }

    /** Else a running deployment that a person started would give way to a lower version, only since that is later. */
    @Test
    void aLabelThatBecameKnownAfterTheClaimCountsUntilItIsPushedAgain() {
        Claim claim = BUSY.claim().orElseThrow().bringing(new Newest.Arrival(Optional.empty(), at(80)));
        assertThat(claim.brings(running("1.5.0").orElseThrow())).isEqualTo(new Newest.Arrival(Optional.of(new Tag("1.5.0")), at(80)));
        Newest.Arrival again = new Newest.Arrival(Optional.of(new Tag("1.6.0")), at(90));
        assertThat(claim.bringing(again).brings(running("1.5.0").orElseThrow())).isEqualTo(again);
    }

    @Test
    void onlyItsOwnRecordTellsTheLabelThatAClaimDoesNotKnow() {
        Claim claim = BUSY.claim().orElseThrow().bringing(new Newest.Arrival(Optional.empty(), at(80)));
        assertThat(claim.bringsAsOf(running("1.5.0"))).contains(new Newest.Arrival(Optional.of(new Tag("1.5.0")), at(80)));
        Deployment other = Deployment.asked(new DeploymentId("shop-api-other"), API, Action.DEPLOY, push('a', "1.9.0", 80).origin(), "", "arn", at(80))
                .withImage(push('a', "1.9.0", 80).image().orElseThrow(), Optional.of(new Tag("1.9.0")));
        assertThat(claim.bringsAsOf(Optional.of(other))).isEqualTo(claim.newest());
        assertThat(claim.bringsAsOf(Optional.empty())).isEqualTo(claim.newest());
    }

    @Test
    void theCauseNamesTheVersionThatTookThePlace() {
        var overtaken = (Outcome.Overtaken) decide(waiting(push('b', "1.3.0", 100)), push('a', "1.2.9", 200), Optional.empty());
        assertThat(overtaken.cause().sentence()).startsWith("A newer request took its place: shop-api-waiting (1.3.0), of ");
    }

    private static String word(Outcome outcome) {
        return outcome.getClass().getSimpleName() + (outcome instanceof Outcome.Waits waits && waits.overtaken().isPresent() ? " and overtakes" : "");
    }

    private static Outcome decide(TargetState state, Request request, Optional<Deployment> last) {
        return Claiming.decide(VERSIONS, new Situation(state, List.of()), request, last, "arn:execution:me", new DeploymentId("shop-api-mine"), at(1000));
    }

    private static TargetState waiting(Request request) {
        return BUSY.with(BUSY.claim(), Optional.of(new Waiting(request, new DeploymentId("shop-api-waiting"), at(95))));
    }

    private static Optional<Deployment> running(String version) {
        Request request = push('a', version, 80);
        return Optional.of(Deployment.asked(HOLDER, API, Action.DEPLOY, request.origin(), request.asked(), "arn", at(80))
                .withImage(request.image().orElseThrow(), request.tag()));
    }

    private static Request push(char digest, String version, long second) {
        Image image = new Image(new Repository("123456789012", "eu-central-1", "shop/api"), new Digest("sha256:" + String.valueOf(digest).repeat(64)));
        return new Request(API, Action.DEPLOY, image.digest().value(), Optional.of(image), Optional.of(new Tag(version)),
                new Origin(Origin.By.PUSH, at(second), Optional.of("event")));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_800_000_000 + second);
    }
}
