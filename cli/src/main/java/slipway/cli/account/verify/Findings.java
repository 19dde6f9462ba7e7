package slipway.cli.account.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.account.Answer;
import slipway.cli.account.verify.Finding.Status;

/** The findings of one branch, in the order in which they are made. */
public final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void ok(String check, String said) {
        all.add(new Finding(Status.OK, check, said, Optional.empty()));
    }

    void ng(String check, String said, String remedy) {
        all.add(new Finding(Status.NG, check, said, Optional.of(remedy)));
    }

    void skip(String check, String why) {
        all.add(new Finding(Status.SKIP, check, why, Optional.empty()));
    }

    /** A sentence of the functions': what is wrong, then after a colon what to do about it. */
    void refused(String check, String sentence) {
        int colon = sentence.indexOf(": ");
        int facts = sentence.indexOf(" (");
        if (colon < 0 || facts >= 0 && facts < colon) {
            ng(check, sentence, "correct it, or the target document");
        } else {
            String remedy = facts < 0 ? sentence.substring(colon + 2) : sentence.substring(colon + 2, facts);
            ng(check, sentence.substring(0, colon) + (facts < 0 ? "" : sentence.substring(facts)), remedy);
        }
    }

    /** Why AWS could not be asked: what is wrong, then after a colon what to do about it. */
    void away(String check, String sentence) {
        int colon = sentence.indexOf(": ");
        ng(check, sentence.substring(0, colon), sentence.substring(colon + 2));
    }

    /** Returns what was asked for; if there is none, says so. */
    <T> Optional<T> need(String check, Answer<T> answer, String absent, String remedy) {
        switch (answer) {
            case Answer.Got<T>(T value) -> {
                return Optional.of(value);
            }
            case Answer.Absent<T>() -> ng(check, absent, remedy);
            case Answer.Refused<T>(String why) -> refused(check, why);
            case Answer.Denied<T> _, Answer.Away<T> _, Answer.Failed<T> _ -> skip(check, unknown(answer));
        }
        return Optional.empty();
    }

    /** Says why nothing is known. */
    public static String unknown(Answer<?> answer) {
        return switch (answer) {
            case Answer.Denied<?>(String action) -> "you may not ask: this needs " + action;
            case Answer.Away<?>(String why) -> why;
            case Answer.Failed<?>(String action, String why) -> action + " gave no answer: " + why;
            case Answer.Refused<?>(String why) -> why;
            case Answer.Absent<?>() -> "it is not there";
            case Answer.Got<?> _ -> throw new IllegalArgumentException("there is an answer");
        };
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
