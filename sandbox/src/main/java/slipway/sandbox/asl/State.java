package slipway.sandbox.asl;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One state of a definition, read and checked. */
sealed interface State {
    String name();

    record Task(
            String name, Resource resource, Template arguments, Optional<Template> timeout, Optional<Template> heartbeat,
            Recovery recovery, Exit exit) implements State {}

    record Pass(String name, Exit exit) implements State {}

    /** @param otherwise the state's own Assign and Output, with Default; its next is empty if there is no Default */
    record Choice(String name, List<Rule> rules, Exit otherwise) implements State {}

    /** @param timestamp the amount is an instant, not seconds */
    record Wait(String name, boolean timestamp, Template amount, Exit exit) implements State {}

    record Succeed(String name, Exit exit) implements State {}

    record Fail(String name, Optional<Template> error, Optional<Template> cause) implements State {}

    /** A Map state in INLINE mode. */
    record Each(
            String name, Optional<Template> items, Optional<Template> selector, Optional<Template> concurrency, Flow processor,
            Recovery recovery, Exit exit) implements State {}

    record Rule(Template condition, Exit exit) {}

    /**
     * How a state is left.
     *
     * @param at before the fields' names in messages, such as {@code Catch[0]/}
     * @param via the edge's name: {@code Next}, {@code Catch 1}, {@code Choice 2}, {@code Default}; counted from 1
     * @param next empty: the flow ends here
     */
    record Exit(String at, String via, Map<String, Template> assign, Optional<Template> output, Optional<String> next) {}

    record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
        static final Recovery NONE = new Recovery(List.of(), List.of());
    }

    record Catcher(List<String> errors, Exit exit) {}

    /** The states of a machine, or of a Map state's processor. */
    record Flow(String startAt, Map<String, State> states) {}

    /** Returns how this state is called in the types of history events. */
    default String type() {
        return switch (this) {
            case Task _ -> "Task";
            case Pass _ -> "Pass";
            case Choice _ -> "Choice";
            case Wait _ -> "Wait";
            case Succeed _ -> "Succeed";
            case Fail _ -> "Fail";
            case Each _ -> "Map";
        };
    }
}
