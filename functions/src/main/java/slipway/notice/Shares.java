package slipway.notice;

import java.util.Optional;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Plan;
import slipway.release.Traffic;

/** Which share of a function's calls goes where, in words. */
public final class Shares {
    private Shares() {}

    /** Returns {@code 10 % of the calls for 5 min, then all}, or {@code 10 % more of the calls every 1 min}. */
    public static String planned(Traffic steps) {
        String percent = steps.percent() + " % ";
        return switch (steps.kind()) {
            case CANARY -> percent + "of the calls for " + Lasting.of(steps.bake()) + ", then all";
            case LINEAR -> percent + "more of the calls every " + Lasting.of(steps.bake()) + ", until all go to the new version";
        };
    }

    /** Returns which release of a function gets which calls while it is not proven. Where there is no alias they reach new code as soon as Lambda has it. */
    static String of(Deployment deployment, Names names) {
        Change change = deployment.change().orElseThrow();
        String brought = names.release(change.release());
        String before = deployment.plan().map(Plan::running).map(names::release).orElse("what ran before");
        boolean alias = change.release().images().size() > 1;
        return change.shift().map(shift -> shift.partly() ? shift.percent() + " % of the calls go to " + brought + ", the others to " + before
                : brought + " for all calls; it has to prove itself")
                .orElse(alias ? before + "; no call reaches the new one yet" : brought + ", once Lambda has taken it; it has to prove itself");
    }

    /** Returns {@code  for 10 % of the calls}; empty where all or none go there. */
    static String partly(Deployment deployment) {
        return deployment.change().filter(Change::partly).flatMap(Change::shift).map(shift -> " for " + shift.percent() + " % of the calls").orElse("");
    }

    /** Returns since when how many calls were sent to what was brought; empty where nobody planned steps. */
    static String sent(Deployment deployment) {
        boolean steps = deployment.plan().flatMap(Plan::traffic).isPresent();
        return deployment.change().flatMap(Change::shift).filter(_ -> steps).map(shift -> "; calls reached it from " + Names.time(shift.since())
                + (shift.partly() ? ", at most " + shift.percent() + " % of them" : ", all of them from " + Names.time(shift.at()))).orElse("");
    }
}
