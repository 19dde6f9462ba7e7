package slipway.cli.account.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagGuessTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "latest; {\"exact\":\"latest\"}",
        "production; {\"exact\":\"production\"}",
        "latest,v1.4.2; {\"exact\":\"latest\"}",
        "3f9c2ab,latest; {\"exact\":\"latest\"}",
        "v1.4.2; {\"semver\":\">=1.4.2\"} {\"glob\":\"v*\"}",
        "1.4.2; {\"semver\":\">=1.4.2\"} {\"glob\":\"*.*.*\"}",
        "v1.4.2,latest; {\"semver\":\">=1.4.2\"} {\"glob\":\"v*\"}",
        "v3; {\"glob\":\"v*\"}",
        "1.4; {\"glob\":\"*.*\"}",
        "1.4.2-rc.1; {\"glob\":\"*.*.*\"}",
        "build-1274; {\"glob\":\"build-*\"}",
        "main-3f9c2ab; {\"glob\":\"main-*\"}",
        "3f9c2ab; \"any\"",
        "20261127; \"any\"",
        "``; \"any\""})
    void tagsThatTheRunningImageHasAreGeneralised(String tags, String policies) {
        TagGuess guess = TagGuess.of(tags.isEmpty() ? List.of() : List.of(tags.split(",")));
        assertThat(guess.policies().stream().map(Object::toString).reduce((one, other) -> one + " " + other)).hasValue(policies);
        assertThat(guess.why()).isNotBlank();
    }
}
