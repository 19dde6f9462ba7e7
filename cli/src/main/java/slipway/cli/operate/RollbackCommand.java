package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.release.TargetName;

/** {@code ./slipway rollback}: back to a release seen healthy before, or turns a running deployment around. */
@Command(name = "rollback", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway rollback TARGET [--to DEPLOYMENT] [--reason TEXT [--by NAME]] [--no-wait] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Brings a target back to the release seen healthy before the running one, whose digest is then held. While a deployment runs, it turns that around.",
        footer = {"", "Examples:", "  ./slipway rollback shop-api --reason 'checkout answers 500' --by ana", "  ./slipway rollback shop-api --to shop-api-0123456789abcdef", "",
            "Exit status: 0 if it is on its way or done, 1 if the machine says otherwise, 2 if what was asked is wrong."})
public final class RollbackCommand extends StartCommand {
    @Parameters(index = "0", paramLabel = "TARGET", description = "A target's name.")
    private String target;
    @Option(names = "--to", paramLabel = "DEPLOYMENT", description = "An earlier deployment, to whose release it goes back.")
    private Optional<String> to = Optional.empty();
    @Mixin
    private Word word = new Word();

    /** A command that has not run yet. */
    public RollbackCommand(Means means) {
        super(means);
    }

    @Override
    protected void require() {
        about();
        word.require();
        to.ifPresent(ShowCommand::id);
    }

    @Override
    TargetName about() {
        return Installed.named(target);
    }

    @Override
    ObjectNode input() {
        ObjectNode input = word.in(object("target", target).put("action", "rollback"));
        to.ifPresent(id -> input.put("to", id));
        return input;
    }
}
