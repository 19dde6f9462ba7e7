package slipway.sandbox.simulation;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import slipway.rollout.Ledger;
import slipway.rollout.TryAgain;

/** A ledger as a table is that throttles, is away, or whose answer is lost after the write took effect. */
final class Shaky {
    private Shaky() {}

    /** @param before hears what a function is about to do, and may end it */
    static Ledger of(Ledger inner, Troubles troubles, Supplier<Optional<Invocation>> by, BiConsumer<Invocation, String> before) {
        return Ports.of(inner, (operation, arguments, rest) -> {
            by.get().ifPresent(one -> before.accept(one, operation));
            int wrong = troubles.onLedger(by.get(), operation);
            if (wrong == 1) {
                throw new TryAgain("AWS could not serve the call").with("action", operation);
            }
            Object answer = rest.call(arguments);
            troubles.afterCall(by.get(), operation);
            if (wrong == 2) {
                throw new TryAgain("AWS did not answer").with("action", operation);
            }
            return answer;
        });
    }
}
