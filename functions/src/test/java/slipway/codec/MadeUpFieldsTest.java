package slipway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a refusal says of a field that no schema knows. */
class MadeUpFieldsTest {
    private static TargetDocument read(String text) {
        return TargetDocument.read("shop-api", text, Set.of("123456789012"));
    }

    @Test
    void aFieldThatSomebodyMadeUpIsToldInShortAndInOneLine() {
        String made = "x".repeat(1900);
        String cut = "\"" + "x".repeat(56) + "...";
        assertThat(read("{\"" + made + "\":1}").toString()).contains("shop-api: " + cut + " is not a field, allowed are ").doesNotContain(made);
        assertThat(read("{\"" + made + "\":1,\"" + made + "\":1}").toString()).contains("the field " + cut + " is there twice").doesNotContain(made);
        assertThat(read("{\"a\\nb\":1}").toString()).contains("shop-api: \"a\\nb\" is not a field").doesNotContain("\n");
        assertThat(read("{\"a\\nb\":1,\"a\\nb\":2}").toString()).contains("the field \"a\\nb\" is there twice").doesNotContain("\n");
    }
}
