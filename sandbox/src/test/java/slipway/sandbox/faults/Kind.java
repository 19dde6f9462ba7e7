package slipway.sandbox.faults;

import slipway.sandbox.wire.Fault;

/** What goes wrong with a call. Of a call that only reads, it makes no difference whether it took effect. */
enum Kind {
    THROTTLED("throttled", 1, true, Fault.throttled()),
    THROTTLED_LONG("throttled 20x", 20, true, Fault.throttled()),
    REFUSED("500 before", 1, true, Fault.internal(false)),
    FAILED_AFTER("500 after", 1, false, Fault.internal(true)),
    UNHEARD("no answer", 1, true, new Fault.Silence(false)),
    REPLY_LOST("reply lost", 1, false, new Fault.Silence(true));

    final String title;
    final int times;
    final boolean ofReadsToo;
    final Fault fault;

    Kind(String title, int times, boolean ofReadsToo, Fault fault) {
        this.title = title;
        this.times = times;
        this.ofReadsToo = ofReadsToo;
        this.fault = fault;
    }
}
