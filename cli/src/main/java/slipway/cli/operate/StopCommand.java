package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import slipway.release.TargetName;

/** {@code ./slipway stop}: turns a running deployment around. */
@Command(name = "stop", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway stop TARGET [--no-wait] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Turns the deployment that runs on a target around at its next look, seldom more than 30 seconds later. Refused where none runs.",
        footer = {"", "Examples:", "  ./slipway stop shop-api", "", "Exit status: 0 if it goes back, 1 if the machine says otherwise, 2 if what was asked is wrong."})
public final class StopCommand extends StartCommand {
    @Parameters(index = "0", paramLabel = "TARGET", description = "A target's name.")
    private String target;

    /** A command that has not run yet. */
    public StopCommand(Means means) {
        super(means);
    }

    @Override
    TargetName about() {
        return Installed.named(target);
    }

    @Override
    ObjectNode input() {
        return object("target", target).put("action", "stop");
    }
}
