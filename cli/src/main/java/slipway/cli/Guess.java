package slipway.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What somebody meant who has mistyped a word. Picocli's own suggestions ({@code UnmatchedArgumentException.getSuggestions}) take frobnicate for init, and have none for
 * --snice: a guess should be likely, or people learn to look past it.
 */
final class Guess {
    /** A longer word is more often only begun. */
    private static final int BEGUN = 3;

    private Guess() {}

    /** Returns the one of the words that is nearest, be its letters in another order, one wrong, one missing or one too many, or the only one that begins so. */
    static Optional<String> of(String typed, Collection<String> words) {
        return words.stream().filter(word -> word.length() > BEGUN - 1 && apart(typed, word) <= Math.min(2, word.length() / 3))
                .min(Comparator.comparingInt((String word) -> apart(typed, word)).thenComparing(Comparator.naturalOrder()))
                .or(() -> Optional.of(words.stream().filter(word -> typed.replace("-", "").length() >= BEGUN && word.startsWith(typed)).toList())
                        .filter(begun -> begun.size() == 1).map(begun -> begun.getFirst()));
    }

    /** Returns how many letters one has to write, leave out, replace or exchange with the next to make one word of the other (optimal string alignment). */
    private static int apart(String one, String other) {
        int[][] costs = new int[one.length() + 1][other.length() + 1];
        IntStream.rangeClosed(0, one.length()).forEach(i -> costs[i][0] = i);
        IntStream.rangeClosed(0, other.length()).forEach(j -> costs[0][j] = j);
        for (int i = 1; i <= one.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                int replaced = costs[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                costs[i][j] = Math.min(replaced, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1)) {
                    costs[i][j] = Math.min(costs[i][j], 1 + costs[i - 2][j - 2]);
                }
            }
        }
        return costs[one.length()][other.length()];
    }
}
