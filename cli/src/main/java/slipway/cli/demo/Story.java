package slipway.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import slipway.release.Ending;

/**
 * Something that happens to the shop, and how it is to end.
 *
 * @param name in a few words
 * @param point what it shows, in one sentence
 * @param moves what people and builds do, in order
 * @param expected the endings, in the order in which the deployments are asked for
 * @param about how long it takes in virtual time, so that the pace can be chosen beforehand
 */
record Story(String name, String point, List<Move> moves, List<Expected> expected, Duration about) {
    /**
     * What somebody does.
     *
     * @param after from the story's beginning
     * @param said how a person would type it
     */
    record Move(Duration after, String said, Consumer<Stage> does) {}

    /** How the deployment of a target is to end. */
    record Expected(String target, Ending ending) {
        @Override
        public String toString() {
            return target + " " + ending;
        }
    }

    Duration lastMove() {
        return moves.getLast().after();
    }
}
