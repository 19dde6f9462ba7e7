package slipway.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.demo.Story.Expected;
import slipway.sandbox.Shop;

/** Plays stories one after the other before an audience, and compares their endings with what was expected. */
final class Show {
    private final Audience audience;
    private final Stage stage;
    private final Outcomes outcomes;

    Show(Shop shop, Audience audience, Pace pace) {
        this.audience = audience;
        this.stage = new Stage(shop, pace, audience::changed);
        this.outcomes = new Outcomes(shop.aws());
    }

    /** Returns whether every ending was the expected one. */
    boolean play(List<Story> stories) {
        List<String> wrong = new ArrayList<>();
        for (int number = 1; number <= stories.size(); number++) {
            Story story = stories.get(number - 1);
            audience.begins(story, number, stories.size());
            stage.play(story, audience::does);
            List<Outcome> ended = outcomes.next();
            Optional<String> unexpected = unexpected(story, ended);
            unexpected.ifPresent(wrong::add);
            audience.ends(story, ended, unexpected);
        }
        audience.over();
        return wrong.isEmpty();
    }

    /** Returns a sentence if the story ended otherwise than expected. */
    static Optional<String> unexpected(Story story, List<Outcome> ended) {
        List<Expected> seen = ended.stream().map(outcome -> new Expected(outcome.target(), outcome.ending())).toList();
        return seen.equals(story.expected()) ? Optional.empty()
                : Optional.of("The story of " + story.name() + " should end with " + story.expected() + ", but ended with " + seen + ".");
    }
}
