package slipway.sandbox;

import java.time.InstantSource;

/** Which clock each function looks at. */
@FunctionalInterface
public interface Clocks {
    /** All look at the sandbox's own. */
    Clocks EXACT = (function, timeline) -> timeline;

    /** @param timeline the sandbox's own clock */
    InstantSource of(String function, InstantSource timeline);
}
