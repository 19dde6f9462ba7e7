package slipway.sandbox.cloud.sts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Request;

class StsTest {
    @Test
    void callerIsAUserNamedByTheAccessKey() throws Exception {
        Sandboxed sandbox = new Sandboxed();
        sandbox.wire.serve(new Sts(Place.DEFAULT));

        Answer answer = sandbox.wire.answer(new Request("POST", "sts", "/", Map.of("Authorization",
                List.of("AWS4-HMAC-SHA256 Credential=somebody/20261121/eu-central-1/sts/aws4_request, SignedHeaders=host, Signature=0")),
                "Action=GetCallerIdentity&Version=2011-06-15".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">",
                "<Account>123456789012</Account>", "<Arn>arn:aws:iam::123456789012:user/somebody</Arn>");
    }
}
