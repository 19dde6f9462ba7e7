package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final List<String> KEYS = List.of("zeta", "alpha", "target", "beta", "digest", "container", "gamma", "image");

    @Test
    void aMessageIsAConstantSentenceAndItsFactsInTheirOrder() {
        assertThat(new BadInput("input names no image")).hasMessage("input names no image");
        for (Fault fault : List.of(new BadInput("no").with("target", "shop-api").with("image", "v1"), new TryAgain("no").with("target", "shop-api").with("image", "v1"),
                new Interrupted("no").with("target", "shop-api").with("image", "v1"))) {
            assertThat(fault).hasMessage("no (target=shop-api, image=v1)");
        }
    }

    @Test
    void factsStayInTheOrderInWhichTheyWereAdded() {
        BadInput fault = new BadInput("no");
        KEYS.forEach(key -> fault.with(key, 1));
        assertThat(fault.facts().keySet()).containsExactlyElementsOf(KEYS);
        assertThat(fault.facts().values()).containsOnly("1");
    }
}
