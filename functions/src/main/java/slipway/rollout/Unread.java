package slipway.rollout;

import java.time.Instant;
import slipway.release.Deployment;
import slipway.release.Progress;

/** A look that got no reading: it says nothing about health. */
public final class Unread {
    private Unread() {}

    /** Returns the progress with one more such look counted. */
    public static Progress after(Deployment deployment, Instant deadline, Instant now) {
        Progress before = deployment.progress().orElse(Progress.start(0));
        int unread = before.unread() + 1;
        Apart apart = Apart.unread(deployment);
        int blind = before.blind() + before.nextLook();
        Progress missed = new Progress(before.looks() + 1, unread, before.healthySince(), before.counts(),
                "a reading: AWS gave none at the last " + (unread == 1 ? "look" : unread + " looks"), 1, apart.halves(), blind, before.live(), before.well());
        return missed.again(Pace.unread(apart, now, missed.fair(deadline)));
    }
}
