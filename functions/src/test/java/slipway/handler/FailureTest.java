package slipway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static String sentence(String failure) throws JsonProcessingException {
        return Failure.cause(new ObjectMapper().readTree(failure)).orElseThrow().sentence();
    }

    @Test
    void failureWithoutACauseIsToldWithoutOne() throws JsonProcessingException {
        // Recorded on AWS: what SendTaskFailure did not say is null.
        assertThat(sentence("{\"Error\":\"Mine\",\"Cause\":null}")).isEqualTo("A step of Slipway itself failed: Mine.");
    }

    @Test
    void failureWithoutANameIsAFailureToo() throws JsonProcessingException {
        assertThat(sentence("{\"Error\":null,\"Cause\":null}")).isEqualTo("A step of Slipway itself failed: an error without a name.");
    }

    @Test
    void nothingFailedWhereNoErrorIs() throws JsonProcessingException {
        assertThat(Failure.cause(null)).isEmpty();
        assertThat(Failure.cause(new ObjectMapper().readTree("null"))).isEmpty();
    }
}
