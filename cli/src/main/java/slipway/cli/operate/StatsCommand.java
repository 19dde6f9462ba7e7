package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.codec.Json;
import slipway.notice.Lasting;
import slipway.release.Deployment;
import slipway.release.TargetName;
import slipway.rollout.BadInput;

/** {@code ./slipway stats}: how often and how well a team delivers, out of the history. */
@Command(name = "stats", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway stats [TARGET] [--since TIME] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Prints the DORA figures of a period: deployment frequency, lead time from push to live, change failure rate, time to restore. It changes nothing.",
        footer = {"", "Examples:", "  ./slipway stats", "  ./slipway stats shop-api --since 4w", "  ./slipway stats --since 2026-11-01 --json", "",
            "Lead time and time to restore are medians. A deployment failed if it changed something and went back or needs a human; one that a person",
            "rolled back counts too. Time to restore is until what ran before was seen healthy again.",
            "Exit status: 0 if it was shown, 1 if AWS did not answer, 2 if what was asked is wrong."})
public final class StatsCommand extends OperateCommand {
    private static final double DAY = Duration.ofDays(1).toSeconds();
    @Parameters(index = "0", arity = "0..1", paramLabel = "TARGET", description = "A target's name. Without it: all that are enrolled.")
    private Optional<String> target = Optional.empty();
    @Option(names = "--since", paramLabel = "TIME", defaultValue = "30d", description = "Since when: 2026-11-01T08:00:00Z, 2026-11-01, 12h, 30d or 4w. By default ${DEFAULT-VALUE}.")
    private String since;

    /** A command that has not run yet. */
    public StatsCommand(Means means) {
        super(means);
    }

    @Override
    protected void require() {
        target.ifPresent(Installed::named);
        Instant now = means().clock().instant();
        if (!Times.past("--since", since, now).isBefore(now)) {
            throw new BadInput("--since should be past, was '" + since + "'");
        }
    }

    @Override
    int run(Installed slipway) {
        Instant from = Times.past("--since", since, slipway.now());
        List<TargetName> names = target.map(name -> List.of(slipway.target(name).name())).orElseGet(slipway::names);
        List<Deployment> all = new Past(slipway.ledger(), slipway.account().region()).of(names, new Past.Span(from, Instant.MAX, 1_000_000));
        Dora figures = Dora.of(all, Duration.between(from, slipway.now()).toSeconds() / DAY);
        if (json()) {
            ObjectNode line = StartCommand.object("since", from.toString());
            line.setAll((ObjectNode) Json.tree(figures));
            line(line);
        } else {
            table(List.of("figure", "since " + Said.minute(from)), List.of(
                    List.of("deployment frequency", String.format(Locale.ROOT, "%d live, %.2f a day", figures.live(), figures.perDay())),
                    List.of("lead time, push to live", figures.leadTime().map(seconds -> Lasting.of(Duration.ofSeconds(seconds))).orElse("none went live by a push")),
                    List.of("change failure rate", figures.failureRate().map(rate -> String.format(Locale.ROOT, "%.0f %%, %d failed", 100 * rate, figures.failed())).orElse("nothing was changed")),
                    List.of("time to restore", figures.timeToRestore().map(seconds -> Lasting.of(Duration.ofSeconds(seconds))).orElse("nothing went back"))));
        }
        return 0;
    }
}
