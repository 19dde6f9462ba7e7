package slipway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DigestTest {
    private static final String NAME = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api";
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    static List<String> noDigests() {
        return List.of("", "sha256:", DIGEST.substring(1), DIGEST + "0", DIGEST.substring(0, 70), DIGEST.replace('f', 'g'), DIGEST.replace('a', 'A'),
                DIGEST.replace('0', '/'), DIGEST.replace('9', ':'), DIGEST.replace('a', '`'), DIGEST.replace("sha256", "sha512"), " " + DIGEST.substring(0, 70));
    }

    @Test
    void anImagesUriEndsWithItsDigest() {
        assertThat(new Digest(DIGEST).brief()).isEqualTo("0123456789ab");
        assertThat(Digest.in(NAME + "@" + DIGEST)).contains(new Digest(DIGEST));
        assertThat(Digest.in(NAME + ":v1@" + DIGEST)).contains(new Digest(DIGEST));
        assertThat(Digest.in(NAME + ":v1")).isEmpty();
        assertThat(Digest.in(DIGEST)).as("no image's URI").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("noDigests")
    void whatIsNoDigestIsRefused(String text) {
        assertThatThrownBy(() -> new Digest(text)).hasMessage("digest should match sha256:[0-9a-f]{64}, was " + text);
        assertThat(Digest.in(NAME + "@" + text)).isEmpty();
    }
}
