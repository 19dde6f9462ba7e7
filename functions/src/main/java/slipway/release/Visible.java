package slipway.release;

import java.util.regex.Pattern;

/** Takes out of foreign text what is not seen where it is shown, so that nothing can hide or be split by it. */
public final class Visible {
    private static final Pattern ANSI = Pattern.compile(
            "\\x1B\\][^\\x07\\x1B]*(\\x07|\\x1B\\\\)?|(\\x1B\\[|\\x9B)[0-?]*[ -/]*[@-~]|\\x1B[ -/]*[0-~]");
    /** Format characters (bidi overrides, zero width), halves of surrogate pairs, private use and what Unicode does not know. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\s\\x85]]");

    private Visible() {}

    /** Returns the text without ANSI sequences; an operating system command goes with what it says. */
    public static String withoutAnsi(String text) {
        return ANSI.matcher(text).replaceAll("");
    }

    /** Returns the text without bidi, zero-width and other format characters. */
    public static String withoutUnseen(String text) {
        return UNSEEN.matcher(text).replaceAll("");
    }

    /** Returns the text without either, and without control characters other than white space; its lines stay. */
    static String of(String text) {
        return withoutUnseen(CONTROL.matcher(withoutAnsi(text)).replaceAll(""));
    }
}
