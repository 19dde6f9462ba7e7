package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static slipway.rollout.Sample.second;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Ending;
import slipway.release.Image;
import slipway.release.Limits;
import slipway.release.Mode;
import slipway.release.Origin;
import slipway.release.Precautions;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.release.WhileDeploying;
import slipway.release.Workload;
import slipway.rollout.Missed.Candidate;
import slipway.rollout.Sighting.Named;

/** Which image no event told of (scenarios 1 and 32). The target was first seen at second 100. */
class MissedTest {
    private static final TargetName API = new TargetName("shop-api");
    private static final Tag LATEST = new Tag("latest");
    private static final Tags VERSIONS = new Tags(Tags.Kind.SEMVER, "^1");
    private static final Sighting SEEN = Sighting.first(new Target(API, new Workload.EcsService("shop", "api", List.of()), "shop/api", Optional.empty(),
            new Tags(Tags.Kind.EXACT, "latest"), Mode.DEPLOY, Limits.DEFAULT, WhileDeploying.QUEUE, Precautions.NONE, Optional.empty()), second(100));
    private static final Instant NOW = second(1000);

    @Test
    void theLastRecordUnderTheTagTellsWhatItNames() {
        assertThat(named(pushed('a', 200), pushed('b', 300))).contains(names('b', 300));
        assertThat(named(pushed('b', 300), pushed('a', 200))).contains(names('b', 300));
        assertThat(named()).isEmpty();
    }

    @Test
    void anotherTagsRecordAndARollbackTellNothingOfIt() {
        Deployment other = pushed('b', 300).withImage(image('b'), Optional.of(new Tag("v2")));
        Deployment unlabelled = pushed('b', 300).withImage(image('b'), Optional.empty());
        assertThat(named(pushed('a', 200), other, unlabelled, deployed(Action.ROLLBACK, 'b', 400))).contains(names('a', 200));
    }

    @Test
    void whatTheSweepSawCountsWhereItIsTheLater() {
        Sighting saw = SEEN.named(Optional.of(digest('c')), second(250));
        assertThat(Missed.named(LATEST, List.of(pushed('a', 200)), saw)).contains(names('c', 250));
        assertThat(Missed.named(LATEST, List.of(pushed('a', 300)), saw)).contains(names('a', 300));
    }

    @Test
    void aTagThatWasTakenAwayForAWhileNamesWhatItNamedBefore() {
        Sighting gone = SEEN.named(Optional.empty(), second(250));
        assertThat(Missed.named(LATEST, List.of(pushed('a', 200)), gone)).contains(names('a', 200));
        assertThat(Missed.named(LATEST, List.of(), gone)).contains(new Named(Optional.empty(), second(250)));
    }

    /** Two pushes within one second: the one that found the tag on the other's image was the older. */
    @Test
    void ofTwoWithinOneSecondTheOneThatYieldedWasTheOlder() {
        Deployment yielded = yielded('a', 200, 'b');
        assertThat(named(yielded, pushed('b', 200))).contains(names('b', 200));
        assertThat(named(pushed('b', 200), yielded)).contains(names('b', 200));
    }

    /** A tag that went to another image and back while the first was on its way: the way back is a delivery of the first, and has no record. */
    @Test
    void whatATagHadLeftAgainBeforeItWasBroughtSaysNothingOfIt() {
        Cause cause = Claiming.superseded(new DeploymentId("shop-api-c"), Optional.of(LATEST), second(201));
        Deployment displaced = pushed('b', 200).with(cause).ended(Ending.SUPERSEDED, second(202));
        assertThat(named(pushed('a', 190), displaced)).contains(names('a', 190));
        assertThat(named(pushed('a', 190), displaced, pushed('c', 180))).as("what took its place is recorded").contains(names('b', 200));
        assertThat(named(pushed('a', 190), displaced.withClaim(1))).as("it had begun").contains(names('b', 200));
        assertThat(named(pushed('a', 190), pushed('b', 200).with(cause))).as("it has no ending").contains(names('b', 200));
        assertThat(named(pushed('a', 190), pushed('b', 200).with(Cause.of("Superseded", "")).ended(Ending.SUPERSEDED, second(202)))).contains(names('b', 200));
    }

    @Test
    void whoYieldedCountsWhereNothingTellsOfTheOtherSince() {
        assertThat(named(yielded('a', 200, 'b'))).as("the other is not recorded").contains(names('a', 200));
        assertThat(named(yielded('a', 200, 'b'), pushed('c', 150))).contains(names('a', 200));
        assertThat(named(yielded('a', 200, 'b'), pushed('b', 199))).as("an older push of it").contains(names('a', 200));
        assertThat(named(yielded('a', 200, 'b'), pushed('b', 300).withImage(image('b'), Optional.of(new Tag("v2"))))).as("under another tag").contains(names('a', 200));
        Deployment held = pushed('a', 200).with(Cause.of("Held", "").with(Missed.NAMES, digest('b').value())).ended(Ending.NOT_CHANGED, second(201));
        assertThat(named(held, pushed('b', 150))).contains(names('a', 200));
        assertThat(named(pushed('a', 200).with(Cause.of("Held", "").with(Missed.NAMES, digest('b').value())), pushed('b', 200)).orElseThrow().digest())
                .as("another cause yields nothing").contains(digest('a'));
    }

    @Test
    void whatCameBeforeTheTargetWasFirstSeenIsNotMissed() {
        assertThat(moved(stored('a', 101), false, Optional.empty())).contains(second(101));
        assertThat(moved(stored('a', 100), false, Optional.empty())).isEmpty();
        assertThat(moved(stored('a', 101), true, Optional.empty())).as("the ledger knows it").isEmpty();
    }

    @Test
    void whatTheTagNamedAlreadyIsMissedOnlyIfNobodyBroughtIt() {
        assertThat(moved(stored('a', 200), true, Optional.of(names('a', 300)))).isEmpty();
        assertThat(moved(stored('a', 50), false, Optional.of(names('a', 300)))).isEmpty();
        assertThat(moved(stored('a', 200), false, Optional.of(names('a', 300)))).contains(second(200));
    }

    @Test
    void aNewImageUnderTheTagCameWhenItWasPushedAndAnOldOneNow() {
        assertThat(moved(stored('b', 400), false, Optional.of(names('a', 300)))).contains(second(400));
        assertThat(moved(stored('b', 300), false, Optional.of(names('a', 300)))).as("when its tag was moved the registry does not tell").contains(NOW);
        assertThat(moved(stored('b', 400), true, Optional.of(names('a', 500)))).contains(NOW);
        assertThat(moved(stored('b', 50), false, Optional.of(names('a', 300)))).contains(NOW);
        assertThat(moved(stored('b', 50), false, Optional.of(new Named(Optional.empty(), second(300))))).contains(NOW);
    }

    @Test
    void aPersonsLaterChoiceStandsAgainstAMovedTagAndNotAgainstANewImage() {
        Optional<Pin> choice = Optional.of(new Pin(new DeploymentId("by-hand"), second(350)));
        Optional<Pin> before = Optional.of(new Pin(new DeploymentId("by-hand"), second(300)));
        assertThat(Missed.moved(stored('b', 50), false, Optional.of(names('a', 300)), SEEN.since(), choice, NOW)).isEmpty();
        assertThat(Missed.moved(stored('b', 50), false, Optional.of(names('a', 300)), SEEN.since(), before, NOW)).contains(NOW);
        assertThat(Missed.moved(stored('b', 400), false, Optional.of(names('a', 300)), SEEN.since(), choice, NOW)).contains(second(400));
    }

    @Test
    void theNewestComesFirstByWhatNewestMeans() {
        List<Stored> all = List.of(stored('a', 300, "1.2.0"), stored('b', 100, "1.10.0", "1.3.0"), stored('c', 200, "1.9.0"), stored('d', 400, "2.0.0"), stored('e', 500));
        assertThat(chosen(VERSIONS, all)).containsExactly("b 1.10.0", "c 1.9.0", "a 1.2.0");
        assertThat(chosen(new Tags(Tags.Kind.ANY, ""), all)).containsExactly("d 2.0.0", "a 1.2.0", "c 1.9.0", "b 1.10.0");
        assertThat(chosen(new Tags(Tags.Kind.ANY, ""), List.of(stored('a', 100, "z"), stored('b', 100, "k"), stored('c', 100, "m"))))
                .as("of the same time in the order of their tags").containsExactly("b k", "c m", "a z");
    }

    @Test
    void whatIsArchivedOrOnlyASignatureIsNotChosen() {
        String signature = "sha256-" + "a".repeat(64) + ".sig";
        Stored image = stored('b', 100, "v1");
        Stored archived = new Stored(image.digest(), image.tags(), image.pushed(), Stored.Status.ARCHIVED);
        assertThat(chosen(new Tags(Tags.Kind.ANY, ""), List.of(archived, stored('c', 200, signature)))).isEmpty();
        assertThat(chosen(new Tags(Tags.Kind.ANY, ""), List.of(stored('c', 200, signature, "v2")))).containsExactly("c v2");
    }

    @Test
    void aNewerPushThatTheLedgerKnowsOutdoesTheCandidate() {
        Candidate candidate = new Candidate(stored('a', 300, "1.4.0"), new Tag("1.4.0"));
        assertThat(Missed.outdone(VERSIONS, candidate, List.of(labelled("1.5.0", Origin.By.PUSH)))).isTrue();
        assertThat(Missed.outdone(VERSIONS, candidate, List.of(labelled("1.3.0", Origin.By.PUSH)))).isFalse();
        assertThat(Missed.outdone(VERSIONS, candidate, List.of(labelled("2.0.0", Origin.By.PUSH)))).as("which the target does not follow").isFalse();
        assertThat(Missed.outdone(VERSIONS, candidate, List.of(labelled("1.5.0", Origin.By.HAND)))).as("by hand is no push").isFalse();
        assertThat(Missed.outdone(VERSIONS, candidate, List.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ImageGone, PUSH, false", "NotAnImage, SWEEP, false", "Held, PUSH, true", "ImageGone, , true"})
    void whatTurnedOutToBeNoImageOutdoesNothing(String why, Origin.By by, boolean outdone) {
        Candidate candidate = new Candidate(stored('a', 300, "1.4.0"), new Tag("1.4.0"));
        Deployment newer = labelled("1.5.0", by == null ? Origin.By.PUSH : by);
        Deployment begun = by == null ? newer.with(Sample.deployment().plan().orElseThrow()) : newer;
        Deployment ended = begun.with(Cause.of(why, "So it is.")).ended(Ending.NOT_CHANGED, second(301));
        assertThat(Missed.outdone(VERSIONS, candidate, List.of(ended))).isEqualTo(outdone);
        assertThat(Missed.empty(stored('b', 300, "1.5.0"), Optional.of(ended))).isEqualTo(!outdone);
        assertThat(Missed.empty(stored('b', 302, "1.5.0"), Optional.of(ended))).as("which is in the registry again").isFalse();
    }

    private static Optional<Named> named(Deployment... recent) {
        return Missed.named(LATEST, List.of(recent), SEEN);
    }

    /** Its record may be forgotten by then; what is younger has one, since a record outlives its end by the whole time. */
    @Test
    void whatWasPushedLongerAgoThanTheLedgerRemembersIsNotMissed() {
        assertThat(Missed.since(SEEN, NOW, Duration.ofDays(400))).as("the target is new").isEqualTo(SEEN.since());
        assertThat(Missed.since(SEEN, SEEN.since().plus(Duration.ofDays(500)), Duration.ofDays(400))).isEqualTo(SEEN.since().plus(Duration.ofDays(100)));
    }

    private static Optional<Instant> moved(Stored names, boolean recorded, Optional<Named> named) {
        return Missed.moved(names, recorded, named, SEEN.since(), Optional.empty(), NOW);
    }

    private static List<String> chosen(Tags tags, List<Stored> tagged) {
        return Missed.chosen(tags, tagged).stream().map(one -> one.image().digest().value().substring(7, 8) + " " + one.tag()).toList();
    }

    private static Named names(char hex, long second) {
        return new Named(Optional.of(digest(hex)), second(second));
    }

    private static Stored stored(char hex, long pushed, String... tags) {
        return new Stored(digest(hex), Arrays.stream(tags).map(Tag::new).collect(Collectors.toSet()), second(pushed), Stored.Status.ACTIVE);
    }

    private static Deployment pushed(char hex, long second) {
        return deployed(Action.DEPLOY, hex, second);
    }

    /** It found the tag on another image by then. */
    private static Deployment yielded(char hex, long second, char other) {
        return pushed(hex, second).with(Cause.of(Missed.TAG_MOVED, "").with(Missed.NAMES, digest(other).value())).ended(Ending.NOT_CHANGED, second(second + 1));
    }

    private static Deployment labelled(String version, Origin.By by) {
        return Deployment.asked(new DeploymentId("d"), API, Action.DEPLOY, new Origin(by, second(200), Optional.empty()), "", "e", second(200))
                .withImage(image('b'), Optional.of(new Tag(version)));
    }

    private static Deployment deployed(Action action, char hex, long second) {
        return Deployment.asked(new DeploymentId("shop-api-" + hex), API, action, new Origin(Origin.By.PUSH, second(second), Optional.empty()), "", "e", second(second))
                .withImage(image(hex), Optional.of(LATEST));
    }

    private static Image image(char hex) {
        return new Image(Sample.SHOP_API, digest(hex));
    }

    private static Digest digest(char hex) {
        return new Digest("sha256:" + String.valueOf(hex).repeat(64));
    }
}
