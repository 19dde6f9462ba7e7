package slipway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "{\"ok\":true} | {\"ok\":true,\"more\":[1]} | ",
        "{\"ok\":true} | {\"ok\":false} | at ok it answered false, expected true",
        "{\"a\":{\"b\":1}} | {\"a\":{\"b\":1.0,\"c\":2}} | ",
        "{\"a\":{\"b\":1}} | {\"a\":{}} | at a.b it answered nothing, expected 1",
        "[1,2] | [1] | it answered [1], expected [1,2]",
        "{\"ok\":true} | \"ok\" | it answered \"ok\", expected {\"ok\":true}",
        "null | null | "})
    void anAnswerMayHoldMoreFieldsAndNoOtherValues(String expected, String answer, String wrong) {
        assertThat(Expectation.unmet(Json.read(expected, JsonNode.class), Json.read(answer, JsonNode.class)).orElse(null)).isEqualTo(wrong);
    }
}
