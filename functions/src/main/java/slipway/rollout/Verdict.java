package slipway.rollout;

import slipway.release.Cause;
import slipway.release.Progress;

/** What the judge makes of an observation. The state machine branches on the simple name of its kind. */
public sealed interface Verdict {
    /** What people see of it. */
    Progress progress();

    /** Not decided yet: look again after {@link Progress#nextLook}. */
    record Wait(Progress progress) implements Verdict {}

    /** So far so good, and there is a next step to take: the change, or the restore, is made in several. */
    record GoOn(Progress progress) implements Verdict {}

    /** Proven. */
    record Settle(Progress progress) implements Verdict {}

    /** Something newer waits, and the target is not to keep it waiting: it may take over, and nothing goes back. */
    record HandOver(Progress progress) implements Verdict {}

    /** It goes back. */
    record RollBack(Progress progress, Cause cause) implements Verdict {}

    /** Someone else changed the service: neither fight nor claim success. */
    record GiveWay(Progress progress, Cause cause) implements Verdict {}
}
