package slipway.cli.account.beliefs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A behaviour of AWS that Slipway relies on, and that no party could check that did not write it.
 *
 * @param id in lower case with hyphens, never reused
 * @param service under which it stands on the page
 * @param says the behaviour, in a sentence
 * @param source the AWS page or section that it rests on, or that it was only seen
 * @param wrong what happens if it is wrong
 * @param check how a user with an account sees it in a minute: commands of the AWS CLI, else sentences
 * @param looked whether {@code ./slipway verify --beliefs} looks at it
 */
public record Belief(String id, String service, String says, String source, String wrong, List<String> check, boolean looked) {
    private static final Pattern ID = Pattern.compile("[a-z]+(-[a-z]+)+");

    public Belief {
        check = List.copyOf(check);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the id of a belief should be words in lower case with hyphens, was " + id);
        }
        for (String sentence : List.of(says, source, wrong)) {
            if (!sentence.endsWith(".")) {
                throw new IllegalArgumentException("belief " + id + " should be told in whole sentences, was: " + sentence);
            }
        }
        if (check.isEmpty()) {
            throw new IllegalArgumentException("belief " + id + " says nowhere how it is checked");
        }
    }

    /** Says whether a line of {@link #check} is to be typed. */
    static boolean typed(String line) {
        return line.startsWith("aws ") || line.startsWith("./slipway ");
    }
}
