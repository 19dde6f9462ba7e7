package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import slipway.release.TargetName;

/** {@code ./slipway unfreeze}: ends a freeze before its time, and starts what waits. */
@Command(name = "unfreeze", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway unfreeze TARGET|--all --by NAME [--reason TEXT] [--no-wait] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Ends the freeze of one target, or that of all, and starts what waits for it.",
        footer = {"", "Examples:", "  ./slipway unfreeze shop-api --by bob", "  ./slipway unfreeze --all --by bob", "",
            "--all ends the freeze of all; a target's own freeze stays until it is ended by its name.",
            "Exit status: 0 if it is frozen no more, 1 if the machine says otherwise, 2 if what was asked is wrong."})
public final class UnfreezeCommand extends StartCommand {
    @Mixin
    private Whom whom = new Whom();
    @Mixin
    private Word word = new Word();

    /** A command that has not run yet. */
    public UnfreezeCommand(Means means) {
        super(means);
    }

    @Override
    TargetName about() {
        return whom.name();
    }

    @Override
    ObjectNode input() {
        return word.in(object("target", about().value()).put("action", "unfreeze"));
    }
}
