package slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes as the fuzz tests read them, and what no text that is shown may hold. A seed is text, in which {@code \}{@code u202e} is that character. */
public final class Hostile {
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

    /**
     * Control, format and private characters, halves of pairs, what Unicode does not know; other white space than the plain one; and what is drawn
     * as nothing (Unicode, DerivedCoreProperties, Default_Ignorable_Code_Point).
     */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Z}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0"
            + "\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}&&[^ ]]");

    private Hostile() {}

    /** Returns the text that a seed or a fuzzer's bytes stand for. */
    public static String text(byte[] data) {
        return ESCAPED.matcher(new String(data, StandardCharsets.UTF_8)).replaceAll(one -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(one.group(1), 16))));
    }

    /** Fails unless every character is one that can be seen, in one line. */
    public static void assertSeen(String shown) {
        assertThat(UNSEEN.matcher(shown).results().map(one -> "U+" + Integer.toHexString(one.group().codePointAt(0))).toList()).as(shown).isEmpty();
    }

    /** Fails if Slack's markup would take anything in it for a mention, a link, an escape that is cut or the edge of a block of code. */
    public static void assertEscaped(String mrkdwn) {
        assertThat(mrkdwn.replaceAll("&(?:amp|lt|gt);", " ")).doesNotContain("<", ">", "&", "`", "](");
    }
}
