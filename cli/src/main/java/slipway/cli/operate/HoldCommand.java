package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import slipway.cli.account.Answer;
import slipway.notice.Foreign;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.BadInput;
import slipway.rollout.Stored;

/** {@code ./slipway hold}: keeps an image from being deployed by itself, before it has failed. */
@Command(name = "hold", sortOptions = false, usageHelpWidth = 100,
        customSynopsis = "./slipway hold TARGET IMAGE --reason TEXT --by NAME [--no-wait] [--json] [--no-color] [--stack NAME] [--profile NAME] [--region NAME]",
        description = "Keeps an image from being deployed on a target by itself, until somebody releases it. What runs or is on its way is left alone.",
        footer = {"", "Examples:", "  ./slipway hold shop-api v9 --reason 'it breaks the invoices' --by ana",
            "  ./slipway hold shop-api sha256:0f1e… --reason 'it breaks the invoices' --by ana", "",
            "What is held is a digest: for a tag this asks ECR, with your own rights, what it names now. ./slipway release lifts the hold, ./slipway stop turns a rollout around.",
            "Exit status: 0 if it is held, 1 if the machine says otherwise, 2 if what was asked is wrong."})
public final class HoldCommand extends StartCommand {
    @Parameters(index = "0", paramLabel = "TARGET", description = "A target's name.")
    private String target;
    @Parameters(index = "1", paramLabel = "IMAGE", description = "A tag, a digest (sha256:…), or a whole ECR URI.")
    private String image;
    @Mixin
    private Word word = new Word();

    /** A command that has not run yet. */
    public HoldCommand(Means means) {
        super(means);
    }

    @Override
    TargetName about() {
        return Installed.named(target);
    }

    @Override
    ObjectNode input() {
        return word.in(object("target", target).put("action", "hold").put("image", image));
    }

    @Override
    ObjectNode input(Installed slipway) {
        return input().put("image", pinned(slipway));
    }

    /** Returns what was written, with the digest that its tag names now; what is no tag of the target's repository is the machine's to refuse. */
    private String pinned(Installed slipway) {
        Target found = slipway.target(target);
        Repository repository = new Repository(found.registry().orElse(slipway.own()), slipway.account().region(), found.repository());
        Reference asked = read(image);
        if (asked.pinned() || asked.repository().filter(named -> !named.equals(repository)).isPresent()) {
            return image;
        }
        Reference tag = new Reference(Optional.empty(), asked.tag(), Optional.empty());
        Stored stored = Installed.got(Answer.flat(Answer.of("ecr:DescribeImages", () -> slipway.account().aws().registry().find(repository, tag))),
                "IMAGE " + asked.tag().orElseThrow() + " is not in " + repository.uri() + ": check the tag, or name the digest");
        return repository.uri() + ":" + asked.tag().orElseThrow() + "@" + stored.digest();
    }

    private static Reference read(String image) {
        try {
            return Reference.parse(image);
        } catch (IllegalArgumentException e) {
            throw new BadInput("IMAGE should be a tag, a digest (sha256:…) or an ECR URI, was '" + Foreign.clean(image, 120) + "'", e);
        }
    }
}
