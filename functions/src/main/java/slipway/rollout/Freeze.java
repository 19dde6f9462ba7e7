package slipway.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import slipway.release.Cause;
import slipway.release.TargetName;

/**
 * A person's word that a target takes no automatic deployment until a time; pushes wait, and what a person asks for goes through.
 * One that has expired counts as none, whether or not anybody has removed it.
 *
 * @param target {@link TargetName#ALL} for all targets
 * @param by who they say they are
 */
public record Freeze(TargetName target, String reason, String by, Instant since, Instant until) {
    /** The longest; who needs more takes the target's document away. */
    public static final Duration LONGEST = Duration.ofDays(90);

    /** @throws IllegalArgumentException unless it ends after it begins, and not later than {@link #LONGEST} */
    public Freeze {
        if (!until.isAfter(since) || until.isAfter(since.plus(LONGEST))) {
            throw new IllegalArgumentException("freeze should end within " + LONGEST.toDays() + " days after " + since + ", was " + until);
        }
    }

    /** Says whether it holds pushes back. */
    public boolean active(Instant now) {
        return until.isAfter(now);
    }

    /** Returns the freeze that holds the target's pushes back; of its own and that of all the one that ends last. */
    public static Optional<Freeze> of(TargetName target, Collection<Freeze> all, Instant now) {
        return all.stream().filter(freeze -> freeze.target.equals(target) || freeze.target.equals(TargetName.ALL))
                .filter(freeze -> freeze.active(now)).max(Comparator.comparing(Freeze::until));
    }

    /** Says for people who froze what, until when and why. */
    public String words() {
        return (target.equals(TargetName.ALL) ? "all targets are" : target + " is") + " frozen until " + until.truncatedTo(ChronoUnit.SECONDS)
                + " by " + by + ": " + reason;
    }

    /** Says why a push waits. */
    public Cause cause() {
        return Cause.of("WaitsFrozen", "It waits, since " + words()).with("by", by).with("until", until.toString()).with("reason", reason)
                .with("frozen", target.value());
    }
}
