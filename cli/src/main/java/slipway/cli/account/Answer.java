package slipway.cli.account;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import slipway.aws.Faults;
import slipway.rollout.BadInput;
import slipway.rollout.Fault;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What came of a question to AWS. */
public sealed interface Answer<T> {
    /** This. */
    record Got<T>(T value) implements Answer<T> {}

    /** There is no such thing. */
    record Absent<T>() implements Answer<T> {}

    /** Whoever asks may not make the call. @param action as a policy names it, such as {@code ecs:DescribeServices} */
    record Denied<T>(String action) implements Answer<T> {}

    /** It is there, and Slipway would refuse it. @param why a sentence of the functions' own, with its remedy */
    record Refused<T>(String why) implements Answer<T> {}

    /** AWS could not be asked at all. @param why a sentence with its remedy: the network, the credentials or the region */
    record Away<T>(String why) implements Answer<T> {}

    /** Nothing is known. @param why for people */
    record Failed<T>(String action, String why) implements Answer<T> {}

    /**
     * Asks.
     *
     * @param action as a policy names it
     * @param absent AWS's codes for "there is none"
     */
    static <T> Answer<T> of(String action, Supplier<T> question, String... absent) {
        try {
            return new Got<>(question.get());
        } catch (SdkException e) {
            return failed(action, e, Set.of(absent));
        } catch (Fault fault) {
            return fault.getCause() instanceof SdkException e ? failed(fault, e, action, Set.of(absent)) : new Refused<>(fault.getMessage());
        }
    }

    /** What an adapter says about an error in a sentence of its own is a finding; what it only passes on names the action. */
    private static <T> Answer<T> failed(Fault fault, SdkException e, String action, Set<String> absent) {
        Answer<T> told = failed(fault.facts().getOrDefault("action", action), e, absent);
        return told instanceof Failed<T> && fault instanceof BadInput && !fault.facts().containsKey("action") ? new Refused<>(fault.getMessage()) : told;
    }

    private static <T> Answer<T> failed(String action, SdkException e, Set<String> absent) {
        Optional<String> away = Reach.broken(e);
        if (away.isPresent()) {
            return new Away<>(away.get());
        }
        if (!(e instanceof AwsServiceException refused)) {
            return new Failed<>(action, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        if (absent.contains(Faults.code(refused))) {
            return new Absent<>();
        }
        return Faults.denied(refused) ? new Denied<>(action) : new Failed<>(action, Faults.code(refused) + ": " + Faults.message(refused));
    }

    /** Returns the same, with another value if there is one. */
    default <U> Answer<U> map(Function<T, U> with) {
        return switch (this) {
            case Got<T>(T value) -> new Got<>(with.apply(value));
            case Absent<T>() -> new Absent<>();
            case Denied<T>(String action) -> new Denied<>(action);
            case Refused<T>(String why) -> new Refused<>(why);
            case Away<T>(String why) -> new Away<>(why);
            case Failed<T>(String action, String why) -> new Failed<>(action, why);
        };
    }

    /** Returns the same, or {@link Absent} for an empty one. */
    static <T> Answer<T> flat(Answer<Optional<T>> answer) {
        return answer instanceof Got<Optional<T>>(Optional<T> value) && value.isEmpty() ? new Absent<>() : answer.map(Optional::get);
    }
}
