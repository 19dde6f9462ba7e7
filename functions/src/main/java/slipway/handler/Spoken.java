package slipway.handler;

import java.util.Optional;
import slipway.release.Said;

/** Reads what a person says beside what they ask for: {@code reason} and {@code by}. */
final class Spoken {
    private static final String WHY = "say why, in 1 to " + Said.LONGEST_REASON + " characters";
    private static final String WHO = "say who you are, in 1 to " + Said.LONGEST_NAME + " characters";

    private Spoken() {}

    /**
     * Returns the author, and the reason.
     *
     * @param why whether there has to be one
     * @throws slipway.rollout.BadInput naming the field and the remedy
     */
    static Said need(Fields input, boolean why) {
        Optional<String> reason = why ? Optional.of(input.needRead("reason", WHY, Said::asReason)) : reason(input);
        return new Said(reason, Optional.of(input.needRead("by", WHO, Said::asName)));
    }

    /**
     * Returns what was said; empty if nothing was.
     *
     * @throws slipway.rollout.BadInput if one of both is there and can't be read, or there is an author and no reason
     */
    static Optional<Said> in(Fields input) {
        if (input.written("by") && !input.written("reason")) {
            throw input.wrong("by", "goes with reason: " + WHY + ", or leave it out");
        }
        return reason(input).map(text -> new Said(Optional.of(text), author(input)));
    }

    private static Optional<String> reason(Fields input) {
        return input.written("reason") ? Optional.of(input.needRead("reason", WHY, Said::asReason)) : Optional.empty();
    }

    private static Optional<String> author(Fields input) {
        return input.written("by") ? Optional.of(input.needRead("by", WHO, Said::asName)) : Optional.empty();
    }
}
