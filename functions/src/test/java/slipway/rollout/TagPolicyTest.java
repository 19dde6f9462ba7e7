package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Digest;
import slipway.release.LiveTag;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Tags.Kind;
import slipway.release.TargetName;

class TagPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "EXACT, latest, latest, true", "EXACT, latest, Latest, false", "EXACT, v*, v1, false", "ANY, '', whatever, true",
        "GLOB, v*, v1.4.2, true", "GLOB, v*, dev-v1, false", "GLOB, v?.?, v1.2, true", "GLOB, v?.?, v1.22, false", "GLOB, v1.2, v1x2, false",
        "GLOB, *, x, true", "GLOB, *-prod, 12-prod, true", "GLOB, *-prod, 12-prod-1, false", "GLOB, a*b*c, a-b-b-c, true", "GLOB, a*b*c, a-c, false",
        "GLOB, v1, v1, true", "GLOB, v1**, v1, true", "GLOB, '', v1, false", "GLOB, v[12], v1, false",
        "SEMVER, ^1.2, 1.2.0, true", "SEMVER, ^1.2, v1.9.9, true", "SEMVER, ^1.2, 2.0.0, false", "SEMVER, ^1.2, 1.1.9, false", "SEMVER, ^1.2, 1.3, false",
        "SEMVER, ^1.2, latest, false", "SEMVER, ^1.2, V1.3.0, false", "SEMVER, ^1.2, 1.03.0, false", "SEMVER, ^1.2, 1.3.0.1, false", "SEMVER, ^1.2, api-1.3.0, false",
        "SEMVER, ^1.2, 1.3.0-rc.1, false", "SEMVER, ^1.2, 2.0.0-rc.1, false", "SEMVER, ^1.3.0-0, 1.3.0-rc.1, true", "SEMVER, ^1.3.0-0, 1.4.0-rc.1, false",
        "SEMVER, >=1.3.0-rc.2, 1.3.0-rc.1, false", "SEMVER, *, 7.0.0, true", "SEMVER, *, 7.0.0-rc.1, false", "SEMVER, 1.x, 1.9.0, true", "SEMVER, ~1.4.0, 1.5.0, false",
        "SEMVER, 1.2 - 1.4, 1.4.9, true", "SEMVER, >=1.2 <1.4, 1.4.0, false", "SEMVER, ^1 || ^3, 3.1.0, true", "SEMVER, v1.2.3, 1.2.3, true",
        "SEMVER, *, 9999999999.0.0, false", "SEMVER, *, 1.0.0-99999999999999999999, false",
        "REGEX, 'v[0-9]+', v12, true", "REGEX, 'v[0-9]+', v12-rc, false", "REGEX, 'v[0-9]+', xv12, false", "REGEX, a|bc, bc, true", "REGEX, a|bc, abc, false",
        "REGEX, (?i)prod-.*, PROD-1, true", "REGEX, '[0-9]{8}\\.[0-9]{6}-[0-9a-f]{40}', 20261127.120000-0123456789012345678901234567890123456789, true"
    })
    void eachKindChooses(Kind kind, String pattern, String tag, boolean follows) {
        assertThat(TagPolicy.follows(new Tags(kind, pattern), new Tag(tag))).isEqualTo(follows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "X", "latest", "foo", "^", "^a.b", "1..2", "=>1.2", "!1.2", "||", "^1 ||", "[1.0,2.0)", "1.2.3.4", "^1.2 foo", "^1.2-rc",
        "1.x.3", ">=x", ">=1.2 - 2", "^99999999999.1", "1.2,1.3", "(1.2)", "^1.2  <2", "1.2.3+build", "1.02"})
    void whatIsNoRangeIsRefusedThoughTheLibraryTakesSomeOfItForAny(String range) {
        assertThat(TagPolicy.problem(new Tags(Kind.SEMVER, range))).hasValueSatisfying(problem -> assertThat(problem).startsWith("allowed is a range of versions such as ^1.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^1.2", "~1.4.0", "1.x", "1.2.*", "*", ">=1.2 <2", "1.2 - 1.4", "^1.2 || ^2.0.0", "^1||^2", "= 1.2.3", ">=v1.2.3-rc.1 <1.3", "v1.2 - v1.4", "1"})
    void aRangeIsARangeAndAllowsSomething(String range) {
        Tags tags = new Tags(Kind.SEMVER, range);
        assertThat(TagPolicy.problem(tags)).isEmpty();
        assertThat(Stream.of("1.0.0", "1.2.0", "1.2.3", "1.4.0", "2.0.0")).anyMatch(version -> TagPolicy.follows(tags, new Tag(version)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"( ~ missing closing )", "a** ~ invalid nested repetition operator", "(?=a) ~ invalid or unsupported Perl syntax", "(a)\\1 ~ invalid escape sequence",
        "a{1001} ~ invalid repeat count", "((a{1000}){1000}){1000} ~ it repeats too much", "(a{200}){100} ~ it repeats too much: its counts", "(abcdefghijklmnopqrstuvwxyz){1000} ~ it repeats too much: it would have", "((a{99}b{0,99}) ~ missing closing )",
        "((a{9999999}){999}){999} ~ it repeats too much", "(((a{,9}){1000}){1000}){1000} ~ it repeats too much"})
    void whatTheEngineCannotReadOrHoldIsRefused(String regex, String why) {
        assertThat(TagPolicy.problem(new Tags(Kind.REGEX, regex))).hasValueSatisfying(problem ->
                assertThat(problem).startsWith("allowed is a regular expression that RE2 reads: " + why));
    }

    @Test
    void ofSeveralTagsTheHighestVersionIsTheLabel() {
        Set<Tag> tags = Set.of(new Tag("1.9.0"), new Tag("v1.10.0"), new Tag("1.10"), new Tag("latest"));
        assertThat(TagPolicy.label(new Tags(Kind.SEMVER, "^1"), tags)).contains(new Tag("v1.10.0"));
        assertThat(TagPolicy.label(new Tags(Kind.SEMVER, "^2"), tags)).isEmpty();
        assertThat(TagPolicy.label(new Tags(Kind.ANY, ""), tags)).contains(new Tag("1.10"));
    }

    @ParameterizedTest
    @CsvSource({"ANY, ''", "GLOB, *", "GLOB, s*", "REGEX, .*", "REGEX, slipway-live-.*", "EXACT, slipway-live-shop-api-0123456789ab"})
    void noPolicyChoosesATagOfSlipwaysOwn(Kind kind, String pattern) {
        Tag own = LiveTag.of(new TargetName("shop-api"), new Digest("sha256:0123456789ab" + "0".repeat(52)));
        assertThat(own).hasToString("slipway-live-shop-api-0123456789ab");
        assertThat(TagPolicy.follows(new Tags(kind, pattern), own)).isFalse();
        assertThat(TagPolicy.label(new Tags(Kind.ANY, ""), Set.of(own, new Tag("v1")))).contains(new Tag("v1"));
        assertThat(new Stored(new Digest("sha256:" + "a".repeat(64)), Set.of(own, new Tag("v1")), Instant.EPOCH, Stored.Status.ACTIVE).tags()).containsExactly(new Tag("v1"));
    }

    @ParameterizedTest
    @Timeout(2)
    @ValueSource(strings = {"(a*)*b", "(a|aa)+b", "(a|a?)+b", "(.*a){20}b", "([a-z]+)+[0-9]"})
    void noExpressionTakesLong(String regex) {
        Tags tags = new Tags(Kind.REGEX, regex);
        assertThat(TagPolicy.problem(tags)).isEmpty();
        assertThat(TagPolicy.follows(tags, new Tag("a".repeat(128)))).isFalse();
    }

    @Test
    @Timeout(2)
    void noPatternTakesLong() {
        assertThat(TagPolicy.follows(new Tags(Kind.GLOB, "*a".repeat(60) + "b"), new Tag("a".repeat(128)))).isFalse();
    }
}
