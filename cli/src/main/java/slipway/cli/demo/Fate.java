package slipway.cli.demo;

import java.util.List;

/** What became of an event or an input that somebody brought. */
sealed interface Fate {
    /** It did what it may do; a sweep that finds nothing, and a stop where nothing runs, do so too. */
    record Accepted(String why, List<Outcome> outcomes) implements Fate {}

    /** It is nobody's concern. */
    record Ignored(String why) implements Fate {}

    /** It is wrong; nothing was changed. */
    record Refused(String why) implements Fate {}

    /** The deployer itself failed. */
    record Failed(String why) implements Fate {}
}
