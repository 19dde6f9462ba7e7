package slipway.rollout;

import java.util.Set;
import slipway.release.Cause;
import slipway.release.Deployment;

/** Pushes that brought nothing that could run, whoever found so: such a one takes nobody's place. */
public final class NoImage {
    private static final Set<String> CAUSES = Set.of("ImageGone", "NotAnImage");

    private NoImage() {}

    /** Says whether a push was found to bring nothing that could run. */
    public static boolean brought(Deployment one) {
        return !one.origin().byHand() && one.plan().isEmpty() && CAUSES.contains(why(one));
    }

    /** Returns for what Plan refused it, also where a person has to look at what an earlier one had left. */
    static String why(Deployment one) {
        return one.cause().map(NoImage::first).orElse("");
    }

    private static String first(Cause cause) {
        return cause.code().equals("Unwatched") ? cause.facts().getOrDefault("before", "") : cause.code();
    }
}
