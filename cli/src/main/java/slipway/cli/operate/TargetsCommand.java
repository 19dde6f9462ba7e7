package slipway.cli.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import slipway.release.Digest;
import slipway.release.Target;

/** {@code ./slipway targets}: what each target runs, and what is in its way. */
@Command(name = "targets", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway targets [TARGET] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Shows what each target runs, since when and by whom, what it follows, and what is on its way, waits, is held or frozen. It changes nothing.",
        footer = {"", "Examples:", "  ./slipway targets", "  ./slipway targets shop-api --profile production",
            "  ./slipway targets --json | jq -r 'select(.frozen) | .target'", "",
            "What runs is what Slipway saw healthy last; somebody else's change shows as drift once the sweep has told it.",
            "Exit status: 0 if it was shown, 1 if AWS did not answer, 2 if what was asked is wrong."})
public final class TargetsCommand extends OperateCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TARGET", description = "A target's name. Without it: all.")
    private Optional<String> target = Optional.empty();

    /** A command that has not run yet. */
    public TargetsCommand(Means means) {
        super(means);
    }

    @Override
    int run(Installed slipway) {
        List<Standing> all = AtOnce.each(target.map(name -> List.of(slipway.target(name))).orElseGet(slipway::targets),
                one -> Standing.of(one, slipway.ledger(), slipway.now()));
        if (json()) {
            all.forEach(this::line);
        } else if (all.isEmpty()) {
            out().println("No target is enrolled: ./slipway init writes a document for one.");
        } else {
            table(List.of("target", "runs", "since", "by", "follows", "now"), all.stream().map(this::row).toList());
        }
        return 0;
    }

    private List<String> row(Standing one) {
        return List.of(one.target(), one.runs().map(TargetsCommand::runs).orElse("nothing seen healthy yet"),
                one.runs().map(runs -> Said.minute(runs.since())).orElse(""), one.runs().map(Standing.Runs::by).orElse(""), one.follows(), now(one));
    }

    private static String runs(Standing.Runs runs) {
        return runs.tag().map(tag -> tag + " ").orElse("") + Digest.in(runs.image()).map(Digest::brief).orElse(runs.image())
                + runs.revision().map(arn -> " (" + arn.substring(Math.max(arn.lastIndexOf('/'), arn.indexOf(":function:") < 0 ? -1 : arn.indexOf(":function:") + 9) + 1) + ")").orElse("");
    }

    /** Says in a few words what there is to know; "rests" if nothing is. */
    private String now(Standing one) {
        List<String> words = new ArrayList<>();
        one.claim().ifPresent(claim -> words.add("deploying " + claim.deployment() + (claim.stopRequested().isPresent() ? ", to be turned around" : "")));
        one.waiting().ifPresent(next -> words.add("waits: " + next.tag().orElse(Said.brief(next.asked()))));
        one.frozen().ifPresent(freeze -> words.add(Said.of(freeze.words(), 200)));
        if (!one.held().isEmpty()) {
            words.add("held: " + String.join(", ", one.held().stream().map(Said::name).distinct().limit(3).toList()) + (one.held().size() > 3 ? ", …" : ""));
        }
        one.drift().ifPresent(_ -> words.add("drift: it runs something else"));
        one.unproven().filter(_ -> one.claim().isEmpty()).ifPresent(last -> words.add("needs a human: ./slipway show " + last));
        if (one.mode() == slipway.release.Mode.OBSERVE) {
            words.add("only observed");
        }
        return words.isEmpty() ? "rests" : String.join("; ", words);
    }
}
