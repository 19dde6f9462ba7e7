package slipway.cli.account.beliefs;

import java.util.function.Supplier;

/** Asks when it is first wanted, and never again: several looks share what was read. */
final class Once<T> implements Supplier<T> {
    private Supplier<T> question;
    private T answer;

    Once(Supplier<T> question) {
        this.question = question;
    }

    @Override
    public T get() {
        if (question != null) {
            answer = question.get();
            question = null;
        }
        return answer;
    }
}
