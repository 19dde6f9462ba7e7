package slipway.sandbox.cloud.lambda;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import slipway.sandbox.cloud.AwsFault;

/** What goes wrong with one invocation; drawn before it is made. */
public sealed interface Mishap {
    record None() implements Mishap {}

    /**
     * The handler throws what nobody foresaw: the runtime reports the class as errorType, and that is the error's name.
     *
     * @param ran whether it threw after its work was done
     */
    record Throws(String className, boolean ran) implements Mishap {}

    /**
     * The process ends, or runs out of memory.
     *
     * @param ran whether it ended after its work was done, so that only the reply is lost
     * @param seenAs as what Step Functions sees it, one of {@link Killed#NAMES}
     */
    record Exits(boolean ran, String seenAs) implements Mishap {
        /** It is seen as what is seen of most. */
        public Exits(boolean ran) {
            this(ran, Killed.NAMES.getFirst());
        }
    }

    /**
     * The function reaches its own timeout: Step Functions sees {@code Sandbox.Timedout}.
     *
     * @param ran whether its work was done by then
     */
    record TimesOut(boolean ran) implements Mishap {}

    /**
     * The handler hangs before it does its work, which it does all the same if its timeout is longer.
     *
     * @param by from its start until its work
     */
    record Hangs(Duration by) implements Mishap {}

    /** Lambda itself answers 500 and runs nothing. */
    record Refused() implements Mishap {}

    /** Returns what the caller sees, of what the invocation itself came to. */
    default Result seen(Supplier<Result> run) {
        return switch (this) {
            case None(), Hangs(_) -> run.get();
            case Throws(String className, boolean ran) -> failed(ran, run, className, "planned by a test");
            case Exits(boolean ran, String seenAs) -> failed(ran, run, seenAs, seenAs.startsWith("Lambda.")
                    ? "The cause could not be determined because Lambda did not return an error type." : "Runtime exited with error: signal: killed");
            case TimesOut(boolean ran) -> failed(ran, run, "Sandbox.Timedout", "Task timed out");
            case Refused() -> new Result.Refused(new AwsFault(500, "ServiceException", "Lambda could not serve the invocation"));
        };
    }

    /** Returns how long the handler hangs before its work. */
    default Duration before() {
        return this instanceof Hangs(Duration by) ? by : Duration.ZERO;
    }

    /** Says whether the environment outlives the invocation: not if its process ended, or was ended. */
    default boolean survived() {
        return switch (this) {
            case None(), Hangs(_), Refused() -> true;
            case Throws(String className, _) -> !Set.of("java.lang.OutOfMemoryError", "java.lang.StackOverflowError").contains(className);
            case Exits(_, _), TimesOut(_) -> false;
        };
    }

    private static Result failed(boolean ran, Supplier<Result> run, String error, String message) {
        if (ran) {
            run.get();
        }
        return Result.failed(error, message);
    }
}
