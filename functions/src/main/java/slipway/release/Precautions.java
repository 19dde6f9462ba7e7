package slipway.release;

/**
 * What a target wants done, or left, beside the rules that hold for all.
 *
 * @param onFailure what becomes of a rollout that failed
 */
public record Precautions(OnFailure onFailure) {
    /** What a target has that says nothing: it goes back. */
    public static final Precautions NONE = new Precautions(OnFailure.ROLLBACK);
}
