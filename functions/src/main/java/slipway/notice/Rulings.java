package slipway.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Reference;
import slipway.release.Said;
import slipway.release.TargetName;

/** The first line of what a person held, released, froze or unfroze, and of what waits for that; in fewer and fewer words. */
final class Rulings {
    private static final int NAME = 28;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private Rulings() {}

    /** Says whether a person held, released, froze or unfroze something, and it was done. */
    static boolean done(Deployment deployment) {
        return deployment.action().ruling() && deployment.ending().equals(Optional.of(Ending.NOT_CHANGED));
    }

    /** Returns how the line begins. */
    static String verb(Deployment ruled) {
        String target = ruled.target().equals(TargetName.ALL) ? "all targets" : Foreign.cut(ruled.target().value(), NAME);
        return switch (ruled.action()) {
            case HOLD -> "HELD " + target + " " + image(ruled);
            case RELEASE -> "RELEASED " + target + " " + image(ruled);
            case FREEZE -> "FROZEN " + target + until(ruled.asked());
            default -> "UNFROZEN " + target;
        };
    }

    private static String image(Deployment ruled) {
        return Foreign.cut(Reference.brief(ruled.asked()), NAME);
    }

    /** Returns how it goes on: who said so, and why. */
    static List<String> said(Deployment ruled) {
        Optional<Said> said = ruled.origin().said();
        return fewer(said.flatMap(Said::by), said.flatMap(Said::reason));
    }

    /** Returns why a push waits. */
    static List<String> waits(Deployment waiting) {
        Optional<Cause> cause = waiting.cause();
        String frozen = "frozen" + cause.map(one -> one.facts().get("until")).map(Rulings::until).orElse("");
        return fewer(cause.map(one -> one.facts().get("by")), cause.map(one -> one.facts().get("reason"))).stream().map(frozen::concat).toList();
    }

    private static List<String> fewer(Optional<String> by, Optional<String> reason) {
        String who = by.map(name -> " by " + Foreign.clean(name, NAME)).orElse("");
        return List.of(who + reason.map(why -> ": " + Foreign.clean(why, 80)).orElse(""), who, "");
    }

    private static String until(String instant) {
        return " until " + MINUTE.format(Instant.parse(instant));
    }
}
