package slipway.notice;

import java.util.regex.Pattern;
import slipway.release.Visible;

/** The one place where text that others wrote (tags, stop reasons, inputs, log lines) is made fit to be shown. */
public final class Foreign {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    /** Drawn as a backtick is, and no markup: MODIFIER LETTER GRAVE ACCENT. */
    static final char TICK = '\u02CB';
    private static final Pattern NO_ASCII = Pattern.compile("[^ -~]");

    private Foreign() {}

    /**
     * Returns one line of visible characters: no control, bidi or ANSI characters, no line breaks.
     *
     * @param most how many characters it may have; more are cut, which three dots say
     */
    public static String clean(String text, int most) {
        if (visible(text)) {
            return cut(text.strip(), most);
        }
        String start = text.length() > 8L * most ? text.substring(0, 8 * most) : text;
        // Spaces come last: those on both sides of what was not seen are one.
        String bare = Visible.withoutAnsi(Visible.withoutUnseen(start));
        return cut(SPACE.matcher(bare).replaceAll(" ").strip(), most);
    }

    /** Says whether there is nothing to clean: visible ASCII, and never two spaces in a row. Nearly all text is so. */
    private static boolean visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one < ' ' || one > '~' || one == ' ' && i > 0 && text.charAt(i - 1) == ' ') {
                return false;
            }
        }
        return true;
    }

    /** Returns at most so many characters, cut between words where one is near. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Math.max(0, most - 3);
        int word = text.lastIndexOf(' ', end);
        int at = word > end - 16 && word > 0 ? word : end;
        return text.substring(0, at > 0 && Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at) + "...".substring(0, Math.clamp(most, 0, 3));
    }

    /** Returns clean text as a subject of an e-mail may have it: what is not ASCII becomes a question mark. */
    static String ascii(String clean) {
        return NO_ASCII.matcher(clean).replaceAll("?");
    }

    /**
     * Escapes clean text for Slack's mrkdwn, so that no mention or link gets through (api.slack.com, "Escaping text"). A backtick has no escape
     * and becomes what looks like one, so that nothing begins or ends a block of code; nor is {@code [text](url)} a link, as it is in Teams.
     *
     * @param most how many characters the escaped text may have; an escape is never cut
     */
    static String mrkdwn(String clean, int most) {
        String whole = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('`', TICK).replace("](", "] (");
        if (whole.length() <= most) {
            return whole;
        }
        int over = whole.length() - most;
        return mrkdwn(cut(clean, clean.length() - Math.max(4, over / 5)), most);
    }

    /** Returns clean text for a plain_text element, in which nothing can be taken for a mention. */
    static String plain(String clean) {
        return clean.replace('<', '‹').replace('>', '›');
    }
}
