package slipway.cli.simulate;

import java.lang.management.ManagementFactory;

/** What this process holds on to. */
public final class Heap {
    private static final double MEGA = 1e6;

    private Heap() {}

    /** Returns what is reachable, in millions of bytes; all garbage is collected for that. */
    public static double megabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGA;
    }
}
