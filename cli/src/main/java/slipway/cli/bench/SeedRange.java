package slipway.cli.bench;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which seeds the figures are of that are rates: the options {@code --seeds} and {@code --from}. */
final class SeedRange {
    private static final long USUAL = 20_000;
    private static final long MOST = 10_000_000;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds each of the figures verdicts.… plays; 20000 without it. One alone tells all that happens.")
    private Long seeds;
    @Option(names = "--from", paramLabel = "S", description = "The first of these seeds; 1 without it.")
    private Long from;
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    long first() {
        return from == null ? 1 : from;
    }

    long count() {
        return seeds == null ? USUAL : seeds;
    }

    /** Says something beside the figures. */
    void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /**
     * Checks what was given.
     *
     * @param used whether a figure is measured that takes seeds
     */
    void check(boolean used) {
        require(used || seeds == null && from == null, "--seeds and --from are for the figures verdicts.…: leave them out, or name one of those");
        require(count() >= 1 && count() <= MOST, "--seeds should be 1 to " + MOST + ", was " + count());
        require(first() >= 0 && first() <= Long.MAX_VALUE - MOST, "--from should be 0 or more, and leave room for the seeds, was " + first());
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence + ".");
        }
    }
}
