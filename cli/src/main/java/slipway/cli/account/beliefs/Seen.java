package slipway.cli.account.beliefs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import slipway.aws.Faults;
import slipway.cli.account.Answer;
import slipway.cli.account.verify.Findings;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

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

    /**
     * A question about what is not there has to be refused with one code; that AWS is busy or the asker may not ask says nothing.
     *
     * @param action as a policy names it
     */
    static Seen absent(String action, Supplier<?> question, String code) {
        try {
            question.get();
            return new Wrong(action + " answers as if there were such a thing");
        } catch (AwsServiceException e) {
            if (Faults.code(e).equals(code)) {
                return new Holds(action + " answers " + code);
            }
            return Faults.passes(e) || Faults.denied(e) ? of(Answer.of(action, () -> {
                throw e;
            }), _ -> new Unseen(code)) : new Wrong(action + " answers " + Faults.code(e) + ": " + Faults.message(e));
        } catch (SdkException e) {
            return new Unseen(action + " gave no answer: " + e.getClass().getSimpleName());
        }
    }
}
