package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ExpressionTest {
    @Test
    void countsThatMultiplyToTheBoundAreAllowedAndOneMoreIsNot() {
        assertThat(new Expression("(a{100}){100}").matchesWhole("a".repeat(10_000))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new Expression("(a{101}){100}")).withMessage("it repeats too much: its counts multiplied are over 10000");
    }

    @Test
    void theWholeTextHasToMatch() {
        assertThat(new Expression("v[0-9]+").matchesWhole("v12")).isTrue();
        assertThat(new Expression("v[0-9]+").matchesWhole("v12-rc")).isFalse();
    }
}
