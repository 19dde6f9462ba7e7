package slipway.sandbox.simulation.planted;

import java.util.List;
import java.util.stream.Stream;

/** All planted bugs. */
public final class Bugs {
    public static final List<Bug> ALL = Stream.of(LedgerBugs.ALL, CallBugs.ALL, WireBugs.ALL, OwnersBugs.ALL).flatMap(List::stream).toList();

    private Bugs() {}
}
