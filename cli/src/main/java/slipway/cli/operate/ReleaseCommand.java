package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import slipway.release.TargetName;

/** {@code ./slipway release}: lifts the hold on a digest. */
@Command(name = "release", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway release TARGET IMAGE --reason TEXT --by NAME [--no-wait] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Lifts the hold on an image that failed or was left: nothing is deployed, and the next push of it is.",
        footer = {"", "Examples:", "  ./slipway release shop-api v8 --reason 'the database is mended' --by ana", "",
            "./slipway targets names what is held. To deploy it at once, ./slipway deploy it with --force.",
            "Exit status: 0 if it is held no more, 1 if the machine says otherwise, 2 if what was asked is wrong."})
public final class ReleaseCommand extends StartCommand {
    @Parameters(index = "0", paramLabel = "TARGET", description = "A target's name.")
    private String target;
    @Parameters(index = "1", paramLabel = "IMAGE", description = "The tag under which it came, its digest, or a URI with one of them.")
    private String image;
    @Mixin
    private Word word = new Word();

    /** A command that has not run yet. */
    public ReleaseCommand(Means means) {
        super(means);
    }

    @Override
    TargetName about() {
        return Installed.named(target);
    }

    @Override
    ObjectNode input() {
        return word.in(object("target", target).put("action", "release").put("image", image));
    }
}
