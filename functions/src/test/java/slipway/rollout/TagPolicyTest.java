package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Tag;
import slipway.release.Tags;
import slipway.release.Tags.Kind;

class TagPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "EXACT, latest, latest, true", "EXACT, latest, Latest, false", "EXACT, v*, v1, false", "ANY, '', whatever, true",
        "GLOB, v*, v1.4.2, true", "GLOB, v*, dev-v1, false", "GLOB, v?.?, v1.2, true", "GLOB, v?.?, v1.22, false", "GLOB, v1.2, v1x2, false",
        "GLOB, *, x, true", "GLOB, *-prod, 12-prod, true", "GLOB, *-prod, 12-prod-1, false", "GLOB, a*b*c, a-b-b-c, true", "GLOB, a*b*c, a-c, false",
        "GLOB, v1, v1, true", "GLOB, v1**, v1, true", "GLOB, '', v1, false", "GLOB, v[12], v1, false"
    })
    void eachKindChooses(Kind kind, String pattern, String tag, boolean follows) {
        assertThat(TagPolicy.follows(new Tags(kind, pattern), new Tag(tag))).isEqualTo(follows);
    }

    @Test
    @Timeout(2)
    void noPatternTakesLong() {
        assertThat(TagPolicy.follows(new Tags(Kind.GLOB, "*a".repeat(60) + "b"), new Tag("a".repeat(128)))).isFalse();
    }
}
