package slipway.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks text into lines that fit; colours take no room. */
public final class Lines {
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");
    /** Narrower than this nothing can be read, so it is not tried. */
    private static final int NARROWEST = 10;
    /** Stands for a blank at which no line is broken; printed as one. */
    private static final char JOINED = '\u00A0';

    private Lines() {}

    /** Returns how many columns the text takes. */
    public static int width(String text) {
        String bare = text.indexOf('\u001B') < 0 ? text : COLOUR.matcher(text).replaceAll("");
        return bare.codePointCount(0, bare.length());
    }

    /** Returns the text followed by blanks up to the width. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Breaks the text between words, and within one that is longer than a line; words joined by {@link #JOINED} stay together. */
    public static List<String> wrap(String text, int width) {
        int most = Math.max(NARROWEST, width);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > most) {
                lines.add(line.toString());
                line.setLength(0);
            } else if (!line.isEmpty()) {
                line.append(' ');
            }
            String rest = word;
            while (width(rest) > most) {
                int cut = index(rest, most);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(rest);
        }
        lines.add(line.toString());
        return lines.stream().map(broken -> broken.replace(JOINED, ' ')).toList();
    }

    /** Returns where so many columns of the text end. */
    private static int index(String text, int columns) {
        Matcher colour = COLOUR.matcher(text);
        int index = 0;
        for (int left = columns; left > 0; left--) {
            while (colour.region(index, text.length()).lookingAt()) {
                index = colour.end();
            }
            index = text.offsetByCodePoints(index, 1);
        }
        return index;
    }

    /** Returns the words as one that is not broken. */
    public static String joined(String words) {
        return words.replace(' ', JOINED);
    }

    /** Breaks the text; the first line begins with {@code first}, the others with {@code next}, which is as wide. */
    public static List<String> hang(String first, String next, String text, int width) {
        List<String> wrapped = wrap(text, width - width(first));
        List<String> lines = new ArrayList<>();
        for (String line : wrapped) {
            lines.add((lines.isEmpty() ? first : next) + line);
        }
        return lines;
    }
}
