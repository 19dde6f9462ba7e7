package slipway.cli.demo;

import java.time.Instant;

/** How fast virtual time passes for who watches. */
interface Pace {
    /** As fast as the machine can. */
    Pace NONE = new Pace() {};

    /** A story begins, at this virtual time. */
    default void begin(Story story, Instant now) {}

    /** Returns when it is time for what happens at that virtual time. */
    default void await(Instant virtual) {}

    /** A story is over: time to read. */
    default void rest() {}
}
