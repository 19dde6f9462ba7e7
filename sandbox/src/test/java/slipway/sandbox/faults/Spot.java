package slipway.sandbox.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.sandbox.wire.Exchange;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.Faults;

/**
 * One of the calls that a deployment makes.
 *
 * @param nth which of the caller's calls of this operation, counted from one
 */
record Spot(String caller, String action, int nth) {
    /** Looks and messages come again and again: their first call and their last stand for the others. */
    private static final Set<String> AGAIN_AND_AGAIN = Set.of("slipway-ObserveFunction", "slipway-NotifyFunction");

    /** Enumerates the calls of a story in which nothing went wrong. */
    static List<Spot> of(List<Exchange> exchanges) {
        Map<Spot, Integer> counts = new LinkedHashMap<>();
        exchanges.stream().filter(one -> one.call().caller().startsWith("slipway-"))
                .forEach(one -> counts.merge(new Spot(one.call().caller(), one.action(), 0), 1, Integer::sum));
        List<Spot> spots = new ArrayList<>();
        counts.forEach((spot, count) -> {
            for (int nth = 1; nth <= count; nth++) {
                if (!AGAIN_AND_AGAIN.contains(spot.caller) || nth == 1 || nth == count) {
                    spots.add(new Spot(spot.caller, spot.action, nth));
                }
            }
        });
        return spots;
    }

    boolean reads() {
        return action.matches(".*:(Get|List|Describe|BatchGet).*");
    }

    /** The fault for the nth call, and for as many after it as the kind says. */
    Faults going(Kind wrong) {
        int[] seen = {0};
        return call -> call.caller().equals(caller) && action.equals(call.service() + ":" + call.operation())
                && ++seen[0] >= nth && seen[0] < nth + wrong.times ? wrong.fault : new Fault.None();
    }

    @Override
    public String toString() {
        return caller.replace("slipway-", "").replace("Function", "") + " " + action + (nth == 1 ? "" : " #" + nth);
    }
}
