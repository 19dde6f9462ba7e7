package slipway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import slipway.codec.TargetDocument.Refused;
import slipway.codec.TargetDocument.Valid;
import slipway.release.Tag;
import slipway.rollout.TagPolicy;

/** Whatever the owner of a target writes is a target, or refused with sentences that can be shown. */
class TargetDocumentFuzzTest {
    private static final Set<String> REGISTRIES = Set.of("123456789012", "210987654321");

    @FuzzTest(maxDuration = "120s")
    void anyTextIsATargetOrRefusedInSentences(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        switch (TargetDocument.read("shop-api", text, REGISTRIES)) {
            case Valid(var target) -> {
                assertThat(Json.read(Json.write(target), slipway.release.Target.class)).as("it is stored and read again").isEqualTo(target);
                TagPolicy.follows(target.tags(), new Tag("v1.2.3-rc.1"));
            }
            case Refused(var problems) -> {
                assertThat(problems).isNotEmpty();
                problems.forEach(problem -> assertThat(problem).startsWith("shop-api: ").hasSizeBetween(20, 1000).doesNotContain("\n", "\r")
                        .satisfies(said -> assertThat(text.contains("Feature") || text.contains("fasterxml") || !said.matches(".*(?:Feature|fasterxml).*")).as(said).isTrue()));
            }
        }
        assertThat(TargetDocument.read(text, "{}", REGISTRIES)).isInstanceOf(Refused.class);
    }
}
