package slipway.cli.demo;

import java.util.List;
import java.util.Optional;
import slipway.cli.demo.Story.Expected;

/** Compares what has happened with what was to happen. */
final class Verdict {
    private Verdict() {}

    /** Returns a sentence if the story ended otherwise than expected. */
    static Optional<String> wrong(Story story, List<Outcome> ended) {
        List<Expected> seen = ended.stream().map(outcome -> new Expected(outcome.target(), outcome.ending())).toList();
        return seen.equals(story.expected()) ? Optional.empty()
                : Optional.of("Story \"" + story.name() + "\" should end with " + story.expected() + ", but ended with " + seen + ".");
    }
}
