package slipway.cli.account.init;

import java.util.Optional;
import slipway.cli.account.Answer;
import slipway.cli.account.Unreached;
import slipway.rollout.BadInput;

/** Answers without which no document can be written. */
final class Required {
    private Required() {}

    /**
     * Returns the answer; empty if there is no such thing.
     *
     * @param otherwise what to do where the call is not allowed
     * @throws BadInput if nothing is known
     * @throws Unreached if AWS could not be asked
     */
    static <T> Optional<T> there(Answer<T> answer, String otherwise) {
        return switch (answer) {
            case Answer.Got<T>(T value) -> Optional.of(value);
            case Answer.Absent<T>() -> Optional.empty();
            case Answer.Denied<T>(String action) -> throw new BadInput("you may not ask AWS for this: get the permission, or " + otherwise).with("action", action);
            case Answer.Refused<T>(String why) -> throw new BadInput(why);
            case Answer.Away<T>(String why) -> throw new Unreached(why);
            case Answer.Failed<T>(String action, String why) -> throw new BadInput("AWS gave no answer: try again, or check --profile and --region")
                    .with("action", action).with("why", why);
        };
    }

    /** @throws BadInput if there is no such thing, or nothing is known */
    static <T> T of(Answer<T> answer, String otherwise) {
        return there(answer, otherwise).orElseThrow(() -> new BadInput("AWS does not find what it has just named: try again"));
    }
}
