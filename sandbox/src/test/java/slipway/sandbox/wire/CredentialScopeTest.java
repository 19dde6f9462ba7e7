package slipway.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialScopeTest {
    @Test
    void aSignedRequestNamesWhoCallsWhichServiceWhere() {
        assertThat(of("AWS4-HMAC-SHA256 Credential=person/20261128/eu-central-1/ecs/aws4_request, SignedHeaders=host, Signature=0"))
                .contains(new CredentialScope("person", "eu-central-1", "ecs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer x", "AWS4-HMAC-SHA256 Credential=person", "AWS4-HMAC-SHA256 Credential=/20261128/eu-central-1/ecs/aws4_request, ",
        "AWS4-HMAC-SHA256 Credential=p/2026112/eu-central-1/ecs/aws4_request, ", "AWS4-HMAC-SHA256 Credential=p/2026112x/eu-central-1/ecs/aws4_request, ",
        "AWS4-HMAC-SHA256 Credential=p/20261128/EU/ecs/aws4_request, ", "AWS4-HMAC-SHA256 Credential=p/20261128/eu-central-1//aws4_request, ",
        "AWS4-HMAC-SHA256 Credential=p/20261128/eu-central-1/ecs/aws3_request, ", "AWS4-HMAC-SHA256 Credential=a/b/20261128/eu-central-1/ecs/aws4_request, "})
    void whatIsSignedOtherwiseIsNotSigned(String header) {
        assertThat(of(header)).isEmpty();
    }

    private static Optional<CredentialScope> of(String header) {
        return CredentialScope.of(new Request("POST", "ecs.eu-central-1.amazonaws.com", "/", Map.of("authorization", List.of(header)), new byte[0]));
    }
}
