package slipway.cli.operate;

import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipway.release.TargetName;
import slipway.rollout.BadInput;

/** Of what can be asked for one target or for all: which. */
final class Whom {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TARGET", description = "A target's name.")
    private Optional<String> target = Optional.empty();
    @Option(names = "--all", description = "All targets, those enrolled later too.")
    private boolean all;

    /** Returns one target, or all. @throws BadInput unless exactly one of both is asked for */
    TargetName name() {
        if (all == target.isPresent()) {
            throw new BadInput(all ? "--all goes without a TARGET: leave one of them out" : "name a TARGET, or give --all");
        }
        return target.map(Installed::named).orElse(TargetName.ALL);
    }
}
