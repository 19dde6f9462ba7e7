package slipway.release;

import java.util.Optional;

/**
 * What a person said beside what they asked for; it may hold anything, so escape it where it is shown.
 *
 * @param reason why they ask for it
 * @param by who they say they are; nobody checks that here, the execution's own history has the principal (CloudTrail)
 */
public record Said(Optional<String> reason, Optional<String> by) {
    /** The longest reason, in characters: a message shows it whole. */
    public static final int LONGEST_REASON = 300;

    /** The longest name of an author, in characters. */
    public static final int LONGEST_NAME = 100;

    /** @throws IllegalArgumentException if one of them is blank or too long */
    public Said {
        reason.ifPresent(Said::asReason);
        by.ifPresent(Said::asName);
    }

    /** @throws IllegalArgumentException unless it can be a reason */
    public static String asReason(String text) {
        return within(text, LONGEST_REASON);
    }

    /** @throws IllegalArgumentException unless it can be a name */
    public static String asName(String text) {
        return within(text, LONGEST_NAME);
    }

    private static String within(String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException("text should have 1 to " + longest + " characters and not be blank, had " + text.length());
        }
        return text;
    }

    /** Returns them as a sentence ends: {@code , by ana: the database is mended}. */
    public String words() {
        return by.map(name -> ", by " + name).orElse("") + reason.map(why -> ": " + why).orElse("");
    }
}
