package slipway.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.codec.Json;
import slipway.notice.Foreign;
import slipway.release.Ending;
import slipway.release.Mode;
import slipway.release.Reference;
import slipway.release.TargetName;
import slipway.rollout.BadInput;

/** {@code ./slipway deploy}: brings a target to an image, as a person's choice. */
@Command(name = "deploy", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway deploy TARGET IMAGE [--dry-run] [--force --reason TEXT [--by NAME]] [--no-wait] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Brings a target to an image of its repository, says what changes, and returns once that is planned. Pushes older than this choice do not undo it.",
        footer = {"", "Examples:", "  ./slipway deploy shop-api v1.4.2 --dry-run", "  ./slipway deploy shop-api v1.4.2",
            "  ./slipway deploy shop-api v8 --force --reason 'the database is mended' --by ana", "",
            "--dry-run plans it with your own rights, by the very rules of Plan, and starts nothing.",
            "Exit status: 0 if it is on its way, would be, or is done, 1 if the machine says otherwise, 2 if what was asked is wrong."})
public final class DeployCommand extends StartCommand {
    @Parameters(index = "0", paramLabel = "TARGET", description = "A target's name.")
    private String target;
    @Parameters(index = "1", paramLabel = "IMAGE", description = "A tag, a digest (sha256:…), or a whole ECR URI.")
    private String image;
    @Option(names = "--dry-run", description = "Only says what would change.")
    private boolean dry;
    @Option(names = "--force", description = "Even if the image is held on this target; needs --reason.")
    private boolean force;
    @Mixin
    private Word word = new Word();

    /** A command that has not run yet. */
    public DeployCommand(Means means) {
        super(means);
    }

    @Override
    protected void require() {
        about();
        word.require();
        requireImage();
        if (force && !word.hasReason()) {
            throw new BadInput("--force needs --reason: say why an image that is held should be deployed all the same");
        }
        if (!force && word.hasReason()) {
            throw new BadInput("--reason lets even an image through that is held: give --force with it");
        }
    }

    private void requireImage() {
        try {
            Reference.parse(image);
        } catch (IllegalArgumentException e) {
            throw new BadInput("IMAGE should be a tag, a digest (sha256:…) or an ECR URI, was " + Foreign.clean(image, 100), e);
        }
    }

    @Override
    TargetName about() {
        return Installed.named(target);
    }

    @Override
    ObjectNode input() {
        return word.in(object("target", target).put("image", image));
    }

    @Override
    int run(Installed slipway) {
        return dry ? rehearse(slipway) : super.run(slipway);
    }

    private int rehearse(Installed slipway) {
        Rehearsal.Said said = new Rehearsal(slipway).of(slipway.target(target), image, input());
        boolean would = said.proceeds() || slipway.target(target).mode() == Mode.OBSERVE && said.deployment().plan().isPresent();
        if (json()) {
            JsonNode planned = Json.tree(said.deployment());
            line(JsonNodeFactory.instance.objectNode().put("target", target).put("proceeds", said.proceeds()).set("record", planned));
        } else {
            Optional<String> cause = said.deployment().cause().map(one -> Foreign.clean(one.sentence(), 900));
            out().println(would ? "Would change " + target + ":" : "Would change nothing.");
            said.deployment().plan().filter(_ -> would).ifPresent(plan -> changes(plan).forEach(out()::println));
            cause.ifPresent(out()::println);
        }
        return would || Goal.reached(said.deployment().ended(Ending.NOT_CHANGED, slipway.now())) ? 0 : 1;
    }
}
