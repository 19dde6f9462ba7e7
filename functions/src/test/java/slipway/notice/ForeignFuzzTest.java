package slipway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import slipway.Hostile;

/** What any text is made of before it is shown; docs/FUZZING.md says how to look for longer. */
class ForeignFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void cleanTextIsVisibleShortAndCleanAgain(byte[] data) {
        String text = Hostile.text(data);
        for (int most : new int[] {0, 1, 3, 17, 80, 900}) {
            String clean = Foreign.clean(text, most);
            Hostile.assertSeen(clean);
            assertThat(clean).hasSizeLessThanOrEqualTo(most).doesNotContain("  ").isEqualTo(clean.strip());
            assertThat(Foreign.clean(clean, most)).isEqualTo(clean);
            assertThat(Foreign.ascii(clean)).matches("[ -~]*");
            assertThat(Foreign.plain(clean)).doesNotContain("<", ">").hasSameSizeAs(clean);
        }
    }

    @FuzzTest(maxDuration = "60s")
    void markupIsEscapedAndNeverCutInAnEscape(byte[] data) {
        String clean = Foreign.clean(Hostile.text(data), 900);
        for (int most : new int[] {0, 1, 4, 5, 19, 80, 900, 4500}) {
            String escaped = Foreign.mrkdwn(clean, most);
            Hostile.assertEscaped(escaped);
            Hostile.assertSeen(escaped);
            assertThat(escaped).hasSizeLessThanOrEqualTo(most);
        }
        String read = Foreign.mrkdwn(clean, 4500).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assertThat(read).as("nothing is lost where there is room").isEqualTo(clean.replace('`', Foreign.TICK).replace("](", "] ("));
    }
}
