package slipway.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Option;
import slipway.rollout.BadInput;

/** What a person says beside what they ask for; the machine checks it. */
final class Word {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record and the messages: 1 to 300 characters.")
    private Optional<String> reason = Optional.empty();
    @Option(names = "--by", paramLabel = "NAME", description = "Who you are, for the record and the messages: 1 to 100 characters.")
    private Optional<String> by = Optional.empty();

    ObjectNode in(ObjectNode input) {
        reason.ifPresent(text -> input.put("reason", text));
        by.ifPresent(name -> input.put("by", name));
        return input;
    }

    /** @throws BadInput if a name stands there alone: the machine would refuse it */
    void require() {
        if (by.isPresent() && reason.isEmpty()) {
            throw new BadInput("--by goes with --reason: say why, or leave it out");
        }
    }

    boolean hasReason() {
        return reason.isPresent();
    }
}
