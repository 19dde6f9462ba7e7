package slipway.cli.operate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.release.Deployment;
import slipway.release.TargetName;
import slipway.rollout.BadInput;

/** {@code ./slipway history}: who put what where and when, and how it ended. */
@Command(name = "history", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway history [TARGET] [--since TIME] [--until TIME] [--most N] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Shows the deployments, the newest first: when, what became of it, who asked. It changes nothing.",
        footer = {"", "Examples:", "  ./slipway history shop-api", "  ./slipway history --since 2d", "  ./slipway history --since 2026-11-01 --until 2026-12-01 --most 100000 --json > november.jsonl",
            "  ./slipway history --json | jq -r 'select(.ending == \"ROLLED_BACK\") | .cause.sentence'", "",
            "With --json each line is a deployment's whole record, as the ledger has it. TARGET may be one whose document is gone.",
            "Exit status: 0 if it was shown, 1 if AWS did not answer, 2 if what was asked is wrong."})
public final class HistoryCommand extends OperateCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TARGET", description = "A target's name. Without it: all that are enrolled.")
    private Optional<String> target = Optional.empty();
    @Option(names = "--since", paramLabel = "TIME", description = "What started then or later: 2026-11-28T08:00:00Z, 2026-11-28, 90m, 2h, 3d or 4w.")
    private Optional<String> since = Optional.empty();
    @Option(names = "--until", paramLabel = "TIME", description = "What started then or earlier.")
    private Optional<String> until = Optional.empty();
    @Option(names = "--most", paramLabel = "N", defaultValue = "50", description = "At most so many: ${DEFAULT-VALUE}.")
    private int most;

    /** A command that has not run yet. */
    public HistoryCommand(Means means) {
        super(means);
    }

    @Override
    protected void require() {
        if (most < 1 || most > 1_000_000) {
            throw new BadInput("--most should be 1 to 1000000, was " + most);
        }
        target.ifPresent(Installed::named);
        if (span().until().isBefore(span().since())) {
            throw new BadInput("--until should not be before --since");
        }
    }

    private Past.Span span() {
        Instant now = means().clock().instant();
        return new Past.Span(since.map(text -> Times.past("--since", text, now)).orElse(Instant.MIN), until.map(text -> Times.past("--until", text, now)).orElse(Instant.MAX), most);
    }

    @Override
    int run(Installed slipway) {
        List<TargetName> names = target.map(name -> List.of(Installed.named(name))).orElseGet(slipway::names);
        List<Deployment> all = new Past(slipway.ledger(), slipway.account().region()).of(names, span());
        if (json()) {
            all.forEach(this::line);
        } else if (all.isEmpty()) {
            // A name that is a slip looks like a target of which nothing is known.
            target.ifPresent(slipway::target);
            out().println("No deployment is recorded" + (since.isPresent() || until.isPresent() ? " of that time." : " yet."));
        } else {
            List<String> verdicts = Past.verdicts(all);
            table(List.of("started", "what", "by", "deployment"), IntStream.range(0, all.size()).mapToObj(i -> List.of(Said.minute(all.get(i).startedAt()),
                    verdicts.get(i), Standing.by(all.get(i)), all.get(i).id().value())).toList());
        }
        return 0;
    }
}
