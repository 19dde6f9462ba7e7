package slipway.sandbox.cloud.iam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "ecs:Update*, ecs:UpdateService, true", "ecs:*Service, ecs:UpdateServices, false", "a?c, abc, true", "a?c, ac, false", "*, '', true",
        "a*b*c, axxbyybzc, true", "a*b*c, axxbyyb, false", "a.c, abc, false", "'', a, false", "*:role/*-x, arn:role/a/b-x, true", "**a, aa, true"})
    void starsAndQuestionMarksStandForOthers(String pattern, String text, boolean matches) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:ecs:*:1:cluster/*, arn:aws:ecs:eu:1:cluster/shop, true", "arn:aws:ecs:*:cluster/*, arn:aws:ecs:eu:1:cluster/shop, false",
        "*, arn:aws:ecs:eu:1:cluster/shop, false", "arn:*:*:*:*:cluster/a*, arn:aws:ecs:eu:1:cluster/a:b, true", "arn:aws:ecs:eu:1:x, shop, false"})
    void anArnIsComparedPartByPart(String pattern, String arn, boolean matches) {
        assertThat(Wildcard.matchesArn(pattern, arn)).isEqualTo(matches);
    }
}
