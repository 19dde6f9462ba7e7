package slipway.cli.operate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import slipway.cli.account.Account;
import slipway.cli.account.Connection;
import slipway.rollout.Ledger;

/**
 * What these commands stand on.
 *
 * @param open how an account is reached
 * @param environment variables that say what the terminal is like
 * @param ledger opens the ledger in the account's table of that name
 * @param clock says what time it is
 * @param pause lets time go by between two looks
 */
public record Means(Function<Connection, Account> open, Map<String, String> environment, BiFunction<Account, String, Ledger> ledger,
        InstantSource clock, Consumer<Duration> pause) {
    /** Returns those of a person at a terminal. */
    public static Means here(Map<String, String> environment) {
        return new Means(Account::open, environment, (account, table) -> account.aws().ledger(table), InstantSource.system(), Means::sleep);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Who went on would ask AWS again and again without a pause.
            throw new IllegalStateException("interrupted while the next look was waited for", e);
        }
    }
}
