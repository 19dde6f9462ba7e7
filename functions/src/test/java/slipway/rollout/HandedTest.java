package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.NEW;
import static slipway.rollout.Sample.OLD;
import static slipway.rollout.Sample.START;
import static slipway.rollout.Sample.release;
import static slipway.rollout.Sample.second;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Alarmed;
import slipway.release.Baseline;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Release;
import slipway.release.Share;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.rollout.Newest.Arrival;

/** Whose is what an earlier deployment has left in mid-rollout, and since when. */
class HandedTest {
    private static final Handed HANDED = handed(release(8, NEW), release(7, OLD));
    private static final Deployment NEXT = Sample.deployment();

    private static Handed handed(Release left, Release baseline) {
        return new Handed(left, new Baseline(baseline, true, true), Optional.of(START), Optional.of(new Arrival(Optional.of(new Tag("1.4.0")), second(60))));
    }

    private static TargetState claimedBy(DeploymentId owner, Handed handed) {
        Claim claim = new Claim(1, owner, "arn:execution", START, Optional.empty());
        return TargetState.unknown(NEXT.target()).with(Optional.of(claim), Optional.empty()).handed(handed);
    }

    /** A function's code and what its alias serves. */
    private static Release function(String code, String serves) {
        return Release.of("arn:f:live", Map.of(Release.CODE, Sample.image(code).uri(), "live", Sample.image(serves).uri()));
    }

    @Test
    void whoHoldsTheTargetHasWhatRunsOfIt() {
        assertThat(Handed.to(NEXT, release(8, NEW), claimedBy(NEXT.id(), HANDED))).contains(HANDED);
        assertThat(Handed.to(NEXT, release(9, OLD), claimedBy(NEXT.id(), HANDED))).as("something else runs").isEmpty();
        assertThat(Handed.to(NEXT, release(8, NEW), claimedBy(new DeploymentId("shop-api-other"), HANDED))).as("another holds it").isEmpty();
        assertThat(Handed.to(NEXT, release(8, NEW), claimedBy(NEXT.id(), HANDED.leftToPerson()))).as("a person was called").isEmpty();
    }

    @Test
    void callsReachAServiceSinceItWasToldToRunThat() {
        assertThat(HANDED.reached(release(8, NEW), release(8, NEW), Optional.of(second(5)))).contains(second(5));
        assertThat(HANDED.reached(release(8, NEW), release(8, NEW), Optional.empty())).as("AWS does not say it").contains(START);
        assertThat(HANDED.reached(release(8, NEW), release(7, OLD), Optional.of(second(5)))).as("it does not run yet").isEmpty();
    }

    @Test
    void callsReachAFunctionByAShareAndNotByItsCode() {
        Handed handed = handed(function(NEW, NEW), function(OLD, OLD));
        Release part = function(NEW, OLD).sharing(Optional.of(new Share("arn:f:8", Sample.image(NEW).uri(), 0.1)));
        assertThat(handed.reached(function(NEW, NEW), part, Optional.empty())).contains(START);
        assertThat(handed.reached(function(NEW, NEW), function(NEW, OLD), Optional.empty())).as("only its code is there").isEmpty();
        assertThat(handed(function(OLD, OLD), function(OLD, OLD)).reached(function(OLD, OLD), function(OLD, OLD), Optional.empty()))
                .as("the baseline itself was brought").contains(START);
        assertThat(handed(function(NEW, NEW), function(OLD, OLD)).reached(function(OLD, OLD), function(OLD, OLD), Optional.empty()))
                .as("what serves was seen healthy").isEmpty();
    }

    @Test
    void alarmsOfBeforeCallsReachedItAreNotAboutIt() {
        Alarmed early = new Alarmed("early", "ALARM", second(1));
        Alarmed late = new Alarmed("late", "ALARM", second(9));
        assertThat(Handed.before(Optional.of(second(5)), List.of(early, late))).containsExactly(early);
        assertThat(Handed.before(Optional.empty(), List.of(early, late))).containsExactly(early, late);
    }

    /** Of versions a lower one that came later may be the fix, and a higher one is newer whenever it came. */
    @ParameterizedTest
    @CsvSource({"GLOB, 1.3.0, 59, true", "GLOB, 1.5.0, 59, true", "GLOB, 1.3.0, 60, false", "GLOB, 1.3.0, 61, false", "SEMVER, 1.3.0, 59, true", "SEMVER, 1.4.0, 59, true",
        "SEMVER, 1.3.0, 61, false", "SEMVER, 1.5.0, 59, false"})
    void whatWasPushedBeforeItIsNotBroughtOverWhatWasLeft(Tags.Kind kind, String tag, long pushed, boolean refused) {
        Tags tags = new Tags(kind, kind == Tags.Kind.SEMVER ? "^1" : "*");
        Arrival arrival = new Arrival(Optional.of(new Tag(tag)), second(pushed));
        assertThat(HANDED.leftToPerson().outdates(tags, arrival, release(8, NEW)).map(Cause::code)).isEqualTo(refused ? Optional.of("Stale") : Optional.empty());
        assertThat(HANDED.outdates(tags, arrival, release(7, OLD))).as("something else runs").isEmpty();
        assertThat(new Handed(HANDED.left(), HANDED.baseline(), HANDED.since(), null).outdates(tags, arrival, release(8, NEW))).as("an older Slipway left it").isEmpty();
    }

    /** Else the next rollback by hand would go there, and be refused for what is held of it. */
    @Test
    void aShareOfTheCallsThatWasLeftSpoilsABaselineWhateverCodeLiesBesideIt() {
        Optional<Share> share = Optional.of(new Share("arn:f:8", Sample.image(NEW).uri(), 0.1));
        Handed left = handed(function(NEW, OLD).sharing(share), function(OLD, OLD)).leftToPerson();
        String later = "sha256:" + "c".repeat(64);
        assertThat(left.spoils(function(later, OLD).sharing(share))).isTrue();
        assertThat(left.spoils(function(later, OLD))).as("a person ended the split").isFalse();
        assertThat(handed(function(NEW, NEW), function(OLD, OLD).sharing(share)).leftToPerson().spoils(function(later, OLD).sharing(share))).as("it was so before").isFalse();
    }

    /** It brought what had been healthy before, and had moved only a part of the calls back to it. */
    @Test
    void whatAnEarlierOneLeftSpoilsABaselineAsLongAsCallsReachIt() {
        Handed first = handed(function(NEW, NEW), function(OLD, OLD));
        Handed second = handed(function(OLD, OLD), function(OLD, OLD)).beside(Optional.of(first), function(NEW, NEW));
        Release part = function(OLD, NEW).sharing(Optional.of(new Share("arn:f:9", Sample.image(OLD).uri(), 0.68)));
        assertThat(second.spoils(part)).isTrue();
        assertThat(second.spoils(function(OLD, NEW))).as("only its code was brought").isTrue();
        assertThat(second.leftToPerson().spoils(part)).isTrue();
        assertThat(second.leftToPerson().spoils(function(OLD, OLD))).isFalse();
        assertThat(second.beside(Optional.of(first), function(OLD, OLD)).leftToPerson().beside()).as("what it found was seen healthy").isEmpty();
    }

    @Test
    void whereAPersonWasCalledOnlyWhatDiffersSpoilsABaseline() {
        Handed again = handed(release(9, OLD), release(7, OLD));
        assertThat(again.spoils(release(9, OLD))).isTrue();
        assertThat(again.leftToPerson().spoils(release(9, OLD))).isFalse();
        assertThat(HANDED.leftToPerson().spoils(release(8, NEW))).isTrue();
        assertThat(HANDED.spoils(release(7, OLD))).isFalse();
    }
}
