package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {
        "'a\u001B[31mred\u001B[0m b', 'ared b'", "'a\u009B31mred', 'ared'", "'\u001B]0;title\u0007x', 'x'",
        "'one\r\ntwo\u2028three\u0007four', 'one two three four'", "'abc\u202Edcba\u2066x\u200B\uFEFF', 'abcdcbax'", "'  a \t b  ', 'a b'",
        "'half\uD83D', 'half'", "'a \u200B b \u2060 ', 'a b'", "'v\uFE0F1\u034F.\u31642', 'v1.2'", "'Gr\u00FC\u00DFe \uD83D\uDE80', 'Gr\u00FC\u00DFe \uD83D\uDE80'"
    })
    void onlyVisibleCharactersOfOneLineAreLeft(String foreign, String shown) {
        assertThat(Foreign.clean(foreign, 100)).isEqualTo(shown);
    }

    @Test
    void longTextIsCutBetweenWordsAndCharacters() {
        assertThat(Foreign.clean("one two three four five", 16)).isEqualTo("one two three...");
        assertThat(Foreign.clean("a".repeat(50), 10)).isEqualTo("a".repeat(7) + "...");
        assertThat(Foreign.clean("\uD83D\uDE80".repeat(50), 10)).isEqualTo("\uD83D\uDE80".repeat(3) + "...");
        assertThat(Foreign.clean("x".repeat(300_000), 900)).hasSize(900);
    }

    @Test
    void noMentionGetsIntoSlack() {
        assertThat(Foreign.mrkdwn("<!channel> & <@U1|you>", 100)).isEqualTo("&lt;!channel&gt; &amp; &lt;@U1|you&gt;");
        assertThat(Foreign.mrkdwn("&".repeat(50), 20)).as("no escape is cut").hasSizeLessThanOrEqualTo(20).matches("(&amp;)+\\.\\.\\.");
        assertThat(Foreign.mrkdwn("``` [login](https://x)", 100)).isEqualTo("\u02CB\u02CB\u02CB [login] (https://x)");
        assertThat(Foreign.plain("<!channel>")).isEqualTo("‹!channel›");
    }

    @Test
    void anEscapeThatDoesNotFitIsLeftOutAndNeverThrows() {
        for (int most = 0; most < 20; most++) {
            assertThat(Foreign.mrkdwn("&<!channel>", most)).hasSizeLessThanOrEqualTo(most).matches("([^&<>]|&amp;|&lt;|&gt;)*");
            assertThat(Foreign.mrkdwn("&", most)).isEqualTo(most < 5 ? "" : "&amp;");
        }
    }
}
