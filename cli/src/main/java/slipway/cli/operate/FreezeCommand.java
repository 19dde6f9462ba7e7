package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipway.release.TargetName;
import slipway.rollout.BadInput;

/** {@code ./slipway freeze}: lets what comes by itself wait. */
@Command(name = "freeze", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway freeze TARGET|--all --reason TEXT --by NAME (--until TIME | --for TIME) [--no-wait] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Lets pushes wait, on one target or on all, for at most 90 days. What a person asks for goes through.",
        footer = {"", "Examples:", "  ./slipway freeze shop-api --reason 'release week' --by ana --for 2h", "  ./slipway freeze --all --reason holidays --by ana --until 2027-01-02T08:00:00Z", "",
            "A freeze of the same target before is replaced. ./slipway unfreeze ends it before its time.",
            "Exit status: 0 if it is frozen, 1 if the machine says otherwise, 2 if what was asked is wrong."})
public final class FreezeCommand extends StartCommand {
    @Mixin
    private Whom whom = new Whom();
    @Option(names = "--until", paramLabel = "TIME", description = "When it ends, such as 2026-12-01T08:00:00Z.")
    private Optional<String> until = Optional.empty();
    @Option(names = "--for", paramLabel = "TIME", description = "How long from now: 90m, 2h, 3d or PT2H.")
    private Optional<String> lasts = Optional.empty();
    @Mixin
    private Word word = new Word();

    /** A command that has not run yet. */
    public FreezeCommand(Means means) {
        super(means);
    }

    @Override
    protected void require() {
        about();
        if (until.isPresent() && lasts.isPresent()) {
            throw new BadInput("--until and --for say the same: give one of them");
        }
    }

    @Override
    TargetName about() {
        return whom.name();
    }

    @Override
    ObjectNode input() {
        ObjectNode input = word.in(object("target", about().value()).put("action", "freeze"));
        until.or(() -> lasts).ifPresent(time -> input.put("until", time));
        return input;
    }
}
