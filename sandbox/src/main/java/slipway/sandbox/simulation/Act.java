package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.Optional;

/**
 * A deed and its time.
 *
 * @param at from the beginning of the storm
 * @param of the trouble it belongs to; none for a push
 */
record Act(Duration at, Optional<Ingredient> of, Deed deed) {
    /** The same, but that an image does what it should. */
    Act harmless() {
        return deed instanceof Deed.Push push ? new Act(at, of, new Deed.Push(push.repository(), push.tags(), push.content(), Deed.Image.GOOD)) : this;
    }
}
