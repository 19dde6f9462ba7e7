package slipway.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import slipway.Hostile;

/** Whatever stands around a secret, and whatever that is not seen stands in it: it is taken out. */
class RedactionFuzzTest {
    /** Of each the part that must not be told, marked by brackets. */
    private static final List<String> SECRETS = List.of("[AKIAIOSFODNN7EXAMPLE]", "password=[hunter2]", "\"password\": \"[hun ter2]\"", "{\\\"token\\\":\\\"[hunter2]\\\"}",
            "api_key='[hunter2]'", "db://api:[hunter2]@db/shop", "Authorization: Bearer [abcdefgh12345678]", "Authorization: Token [abcdefgh12345678]",
            "[eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0].", "[glpat-abcdefgh12345678]", "[xapp-1-A0B1C2-abcdef]",
            "-----BEGIN EC PRI" + "VATE KEY-----\n[MHcCAQEEIBkg4LVWM9nuwNSk3yByxZpYRTBnVJk5GkMFuh]\n-----END EC PRI" + "VATE KEY-----");

    @FuzzTest(maxDuration = "90s")
    void nothingIsToldOfASecretAmongOtherText(byte[] data) {
        String text = Hostile.text(data);
        String seen = Visible.of(text);
        int at = text.length() / 2;
        for (String marked : SECRETS) {
            String secret = marked.replaceFirst("\\[", "").replaceFirst("]", "");
            String core = marked.substring(marked.indexOf('[') + 1, marked.indexOf(']'));
            // A line between, since a name at the end of the first half would take what the secret begins with for its value.
            String told = Redaction.of(text.substring(0, at) + "\n.\n" + secret + "\n" + text.substring(at));
            assertThat(seen.contains(core) || !told.contains(core)).as(told).isTrue();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void itIsTakenOutOnceAndForAll(byte[] data) {
        String text = Hostile.text(data);
        String bare = Redaction.of(text);
        assertThat(Redaction.of(bare)).isEqualTo(bare);
        assertThat(bare.length()).isLessThanOrEqualTo(text.length() * (Redaction.MARK.length() + 1) + 1);
        // Lines are shown one by one, each without what is not seen: no secret may come of that.
        bare.lines().forEach(line -> assertThat(Redaction.of(Visible.of(line)).lines().toList()).isEqualTo(line.isEmpty() ? List.of() : List.of(line)));
    }

    @FuzzTest(maxDuration = "60s")
    void whatIsNotSeenDoesNotHideASecret(byte[] data) {
        String unseen = Hostile.text(data);
        if (!Visible.of(unseen).isEmpty()) {
            return;
        }
        for (String marked : SECRETS) {
            String secret = marked.replaceFirst("\\[", "").replaceFirst("]", "");
            String core = marked.substring(marked.indexOf('[') + 1, marked.indexOf(']'));
            for (int at = 1; at < secret.length(); at += 3) {
                assertThat(Redaction.of("read " + secret.substring(0, at) + unseen + secret.substring(at))).doesNotContain(core);
            }
        }
    }
}
