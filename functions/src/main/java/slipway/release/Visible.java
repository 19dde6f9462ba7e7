package slipway.release;

import java.util.regex.Pattern;

/** Takes out of foreign text what is not seen where it is shown, so that nothing can hide or be split by it. */
public final class Visible {
    private static final Pattern ANSI = Pattern.compile(
            "\\x1B\\][^\\x07\\x1B]*(\\x07|\\x1B\\\\)?|(\\x1B\\[|\\x9B)[0-?]*[ -/]*[@-~]|\\x1B[ -/]*[0-~]");
    /** Those that begin as no word goes on: what any other would take along may be of the word that it splits, and stays. */
    private static final Pattern WHOLE = Pattern.compile(
            "\\x1B\\][^\\x07\\x1B]*(\\x07|\\x1B\\\\)?|\\x1B\\[[0-?]*[ -/]*[@-~]|\\x1B[()][A-Z0-9]");
    /**
     * Format characters (bidi overrides, zero width), halves of surrogate pairs, private use and what Unicode does not know; then those of
     * other kinds that are drawn as nothing: fillers, joiners and selectors (DerivedCoreProperties, Default_Ignorable_Code_Point).
     */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\s\\x85]]");

    private Visible() {}

    /** Returns the text without ANSI sequences; an operating system command goes with what it says. */
    public static String withoutAnsi(String text) {
        return ANSI.matcher(text).replaceAll("");
    }

    /** Returns the text without bidi, zero-width and other characters that are not seen. */
    public static String withoutUnseen(String text) {
        return UNSEEN.matcher(text).replaceAll("");
    }

    /** Returns the text without either, and without control characters other than white space; its lines stay. */
    static String of(String text) {
        return CONTROL.matcher(WHOLE.matcher(withoutUnseen(text)).replaceAll("")).replaceAll("");
    }
}
