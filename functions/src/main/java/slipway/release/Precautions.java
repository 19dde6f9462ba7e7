package slipway.release;

import java.util.List;
import java.util.Optional;

/**
 * What a target wants done, or left, beside the rules that hold for all.
 *
 * @param onFailure what becomes of a rollout that failed
 * @param alarms the names of the CloudWatch alarms that watch it
 * @param hook what is asked before it counts as healthy
 * @param protectImages whether what it runs and can go back to is kept from the registry's lifecycle rules by a {@link LiveTag}
 */
public record Precautions(OnFailure onFailure, List<String> alarms, Optional<Hook> hook, boolean protectImages) {
    public Precautions {
        // An older Slipway has written none.
        alarms = alarms == null ? List.of() : List.copyOf(alarms);
    }

    /** What a target has that says nothing: it goes back, and nothing else watches it. */
    public static final Precautions NONE = new Precautions(OnFailure.ROLLBACK, List.of(), Optional.empty(), false);
}
