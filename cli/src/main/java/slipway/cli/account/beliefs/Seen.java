package slipway.cli.account.beliefs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import slipway.cli.account.Answer;
import slipway.cli.account.verify.Findings;

/** What a look at a belief came to. */
sealed interface Seen {
    /** It is so here. @param evidence what was seen, in a line */
    record Holds(String evidence) implements Seen {}

    /** It is not so. @param instead what was seen */
    record Wrong(String instead) implements Seen {}

    /** Nothing here shows it. @param why for people */
    record Unseen(String why) implements Seen {}

    /** Looks at what AWS answered; without an answer nothing is known. */
    static <T> Seen of(Answer<T> answer, Function<T, Seen> look) {
        return answer instanceof Answer.Got<T>(T value) ? look.apply(value) : new Unseen(Findings.unknown(answer));
    }

    /**
     * Looks at each.
     *
     * @param none why there is nothing to look at, if there is nothing
     * @param wrong what is wrong with one; empty if it is as believed
     * @param evidence of all of them
     */
    static <T> Seen each(List<T> things, String none, Function<T, Optional<String>> wrong, Function<List<T>, String> evidence) {
        return things.isEmpty() ? new Unseen(none) : things.stream().map(wrong).flatMap(Optional::stream).findFirst().<Seen>map(Wrong::new)
                .orElseGet(() -> new Holds(evidence.apply(things)));
    }

    /** A question about something that is not there has to be answered so. */
    static Seen absent(Answer<?> answer, String evidence) {
        return switch (answer) {
            case Answer.Absent<?> _ -> new Holds(evidence);
            case Answer.Got<?> _ -> new Wrong("AWS answers as if it were there");
            case Answer.Failed<?>(String action, String why) when why.contains("Exception: ") -> new Wrong(action + " answers " + why);
            default -> new Unseen(Findings.unknown(answer));
        };
    }
}
