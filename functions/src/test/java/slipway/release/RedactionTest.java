package slipway.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no route for key AKIAIOSFODNN7EXAMPLE, giving up | no route for key [redacted], giving up
            DB_PASSWORD=hunter2 is wrong | DB_PASSWORD=[redacted] is wrong
            "password": "hun ter2", "user": "api" | "password": [redacted], "user": "api"
            aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | aws_secret_access_key = [redacted]
            postgres://api:hunter2@db.internal:5432/shop refused | postgres://[redacted]@db.internal:5432/shop refused
            Authorization: Bearer abcdefghijklmnop | Authorization: [redacted]
            sent basic YXBpOmh1bnRlcjI= to it | sent [redacted] to it
            got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc-DEF_123 for it | got [redacted] for it
            posting to https://hooks.slack.com/services/T0/B0/xyz failed | posting to https://hooks.slack.com/[redacted] failed
            x-api-key: 12345; next | x-api-key: [redacted]; next
            {\\"db\\":1,\\"password\\":\\"hunter2\\",\\"user\\":\\"api\\"} | {\\"db\\":1,\\"password\\":[redacted],\\"user\\":\\"api\\"}
            "password":"hun\\"ter2","user":1 | "password":[redacted],"user":1
            :password=>"hunter2", :user | :password=>[redacted], :user
            Authorization: Token abcdefgh12345678 | Authorization: [redacted]
            {"msg":"failed\\nAKIAIOSFODNN7EXAMPLE\\tat main"} | {"msg":"failed\\n[redacted]\\tat main"}
            key_AKIAIOSFODNN7EXAMPLE is old | key_[redacted] is old
            connect xapp-1-A0B1C2D3-abcdef failed | connect [redacted] failed
            redis://:p@ss@cache:6379/0 and mysql://api:hun/ter2@db refused | redis://[redacted]@cache:6379/0 and mysql://[redacted]@db refused
            """)
    void secretsAreTakenOut(String text, String bare) {
        assertThat(Redaction.of(text)).isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec /app/server: exec format error", "panic: listen tcp :8080: bind: address already in use", "2026-11-21T03:00:00Z WARN tokens are short",
            "relation \"users\" does not exist", "Basic authentication is not supported", "no basic configuration.", "https://shop.example.com:8443/health answered 404",
            "GET http://localhost:4873/@shop/api failed"})
    void whatIsNoSecretStays(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void aKeyIsTakenOutThoughItsEndIsCutOff() {
        String begin = "-----BEGIN RSA " + "PRIVATE KEY-----";
        assertThat(Redaction.of("read " + begin + "\nMIIEow\n-----END RSA " + "PRIVATE KEY----- twice")).isEqualTo("read [redacted] twice");
        assertThat(Redaction.of("read " + begin + "\nMIIEow")).isEqualTo("read [redacted]");
        assertThat(Redaction.of("MIIEow+/=\n  x1Y2\r\n-----END RSA " + "PRIVATE KEY-----\nstopped")).as("its first lines are cut off").isEqualTo("[redacted]\nstopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u202e", "\ufeff", "\u00ad", "\u034f", "\u3164", "\ufe0f", "\u0000", "\u001b", "\u009b", "\u001b[31m", "\u001b(B", "\u001b]0;title\u0007"})
    void aSecretIsTakenOutThoughWhatIsNotSeenSplitsIt(String unseen) {
        for (String secret : List.of("AKIAIOSFODNN7EXAMPLE", "password=hunter2", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc", "db://api:hunter2@db/shop")) {
            for (int at = 1; at < secret.length(); at++) {
                String split = "read " + secret.substring(0, at) + unseen + secret.substring(at) + " twice";
                assertThat(Redaction.of(split)).as("split at %s", at).isEqualTo(Redaction.of("read " + secret + " twice")).contains(Redaction.MARK);
            }
        }
    }
}
