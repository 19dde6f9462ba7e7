package slipway.cli.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who follows the stories: a terminal, a pipe, a program. */
interface Audience {
    /** Hears that a story begins, the number of so many. */
    void begins(Story story, int number, int of);

    /** Hears what somebody does. */
    default void does(Story.Move move) {}

    /** Something has happened. */
    default void changed() {}

    /** Time passes; nothing has happened. */
    default void passes(Instant virtual) {}

    /** @param wrong why the story did not end as expected, if so */
    void ends(Story story, List<Outcome> outcomes, Optional<String> wrong);

    /** All stories are over. */
    default void over() {}
}
