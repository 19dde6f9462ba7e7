package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.release.Action;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.Image;
import slipway.release.Origin;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.TargetName;
import slipway.rollout.Newest.Arrival;

class NewestTest {
    private static final Tags VERSIONS = new Tags(Tags.Kind.SEMVER, "*");

    @ParameterizedTest
    @CsvSource({
        "1.3.0, 100, 1.2.3, 200, true", "1.2.3, 200, 1.3.0, 100, false", "1.10.0, 100, 1.9.9, 100, true", "v1.3.0, 100, 1.2.3, 200, true",
        "1.3.0, 100, 1.3.0-rc.1, 200, true", "1.3.0-rc.10, 100, 1.3.0-rc.2, 200, true", "1.3.0-rc.2, 100, 1.3.0-rc.10, 200, false",
        "1.3.0, 200, 1.3.0, 100, true", "1.3.0, 100, 1.3.0, 100, false", "v1.3.0, 100, 1.3.0, 200, false",
        "'', 200, 1.3.0, 100, true", "'', 100, 1.3.0, 200, false", "1.3.0, 200, '', 100, true", "latest, 200, 1.3.0, 100, true", "1.4.0, 100, latest, 200, false",
        "1.3, 200, 1.4.0, 100, true", "1.3.0-99999999999999999999, 100, 1.2.0, 200, false"
    })
    void theHigherVersionIsTheNewerAndTimeDecidesWhereOneHasNone(String tag, long at, String other, long since, boolean newer) {
        assertThat(Newest.newer(VERSIONS, arrival(tag, at), arrival(other, since))).isEqualTo(newer);
    }

    @ParameterizedTest
    @EnumSource(value = Tags.Kind.class, names = "SEMVER", mode = EnumSource.Mode.EXCLUDE)
    void everyOtherPolicyGoesByTime(Tags.Kind kind) {
        Tags tags = new Tags(kind, "1.3.0");
        assertThat(Newest.newer(tags, arrival("1.2.0", 200), arrival("1.3.0", 100))).isTrue();
        assertThat(Newest.newer(tags, arrival("1.3.0", 100), arrival("1.2.0", 200))).isFalse();
        assertThat(Newest.newer(tags, arrival("1.3.0", 100), arrival("1.2.0", 100))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "LowerVersion, 1.2.0, 200, 1.3.0, 100, true", "Superseded, 1.2.0, 200, 1.3.0, 100, true", "Stale, 1.2.0, 200, 1.3.0, 100, true", "Held, 1.2.0, 200, 1.3.0, 100, false",
        "LowerVersion, 1.2.0, 200, 1.2.0, 300, false", "LowerVersion, 1.2.0, 100, 1.1.0, 300, false", "LowerVersion, 1.2.0, 200, latest, 300, false"})
    void whatCameAsALowerVersionAnswersNoHigherOne(String code, String tag, long at, String other, long since, boolean unanswered) {
        Deployment one = Deployment.asked(new DeploymentId("d"), new TargetName("shop-api"), Action.DEPLOY, new Origin(Origin.By.PUSH, Instant.ofEpochSecond(at), Optional.empty()), "", "e",
                Instant.ofEpochSecond(at)).withImage(new Image(Sample.SHOP_API, new Digest(Sample.NEW)), Optional.of(new Tag(tag))).with(Cause.of(code, "Why."));
        assertThat(Newest.refusedAsLower(VERSIONS, one, arrival(other, since))).isEqualTo(unanswered);
        assertThat(Newest.refusedAsLower(new Tags(Tags.Kind.ANY, ""), one, arrival(other, since))).isFalse();
    }

    @Test
    void whatIsOutdatedIsSaidByVersionOrByTime() {
        assertThat(Newest.outdated(VERSIONS, arrival("1.2.3", 200), arrival("v1.3.0", 100))).hasValueSatisfying(cause -> {
            assertThat(cause.code()).isEqualTo("LowerVersion");
            assertThat(cause.sentence()).isEqualTo("Version 1.2.3 is lower than v1.3.0, which runs now: "
                    + "a push never takes a target to a lower version. Start it by hand if you mean it.");
            assertThat(cause.facts()).containsEntry("version", "1.2.3").containsEntry("runs", "v1.3.0");
        });
        assertThat(Newest.outdated(VERSIONS, arrival("1.3.0", 100), arrival("1.3.0", 200))).hasValueSatisfying(
                cause -> assertThat(cause.code()).isEqualTo("Stale"));
        assertThat(Newest.outdated(VERSIONS, arrival("1.3.0", 100), arrival("", 200))).hasValueSatisfying(
                cause -> assertThat(cause.code()).isEqualTo("Stale"));
        assertThat(Newest.outdated(VERSIONS, arrival("1.4.0", 100), arrival("1.3.0", 200))).isEmpty();
        assertThat(Newest.outdated(VERSIONS, arrival("1.2.0", 200), arrival("latest", 100))).isEmpty();
    }

    @Test
    void aPushIsHeldAgainstWhatIsLiveAndWhereTimesDecideAgainstWhatWasLiveBefore() {
        Tags any = new Tags(Tags.Kind.ANY, "");
        assertThat(Newest.outdated(any, arrival("v2", 150), List.of(seen("v3", 200), seen("v1", 100)))).hasValueSatisfying(cause -> assertThat(cause.sentence())
                .isEqualTo("It was pushed at 1970-01-01T00:02:30Z, before what runs now (1970-01-01T00:03:20Z): an older push never undoes a newer one."));
        assertThat(Newest.outdated(any, arrival("v2", 150), List.of(seen("v1", 100), seen("v0", 50), seen("v3", 200)))).as("brought back past Slipway")
                .hasValueSatisfying(cause -> assertThat(cause.sentence())
                        .isEqualTo("It was pushed at 1970-01-01T00:02:30Z, before one that was live here already (1970-01-01T00:03:20Z): an older push never undoes a newer one."));
        assertThat(Newest.outdated(any, arrival("v2", 150), List.of(seen("v1", 100), seen("v0", 150)))).isEmpty();
        assertThat(Newest.outdated(any, arrival("v2", 150), List.of())).isEmpty();
    }

    @Test
    void aVersionThatWasLiveBeforeDoesNotHoldBackAHigherOneThanWhatRuns() {
        assertThat(Newest.outdated(VERSIONS, arrival("1.2.0", 150), List.of(seen("1.1.0", 300), seen("1.3.0", 200)))).isEmpty();
        assertThat(Newest.outdated(VERSIONS, arrival("1.2.0", 150), List.of(seen("1.3.0", 100)))).map(Cause::code).contains("LowerVersion");
    }

    private static Seen seen(String tag, long pushed) {
        return new Seen(Sample.release(7, Sample.OLD), new DeploymentId("shop-api-" + pushed), Optional.of(new Tag(tag)), Instant.ofEpochSecond(pushed), Instant.ofEpochSecond(pushed + 60));
    }

    private static Arrival arrival(String tag, long second) {
        return new Arrival(tag.isEmpty() ? Optional.empty() : Optional.of(new Tag(tag)), Instant.ofEpochSecond(second));
    }
}
