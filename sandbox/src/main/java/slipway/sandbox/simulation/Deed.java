package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.List;

/** Something that somebody does, or that happens, at a time of the script. Numbers choose among what is there then. */
sealed interface Deed {
    /** Returns the target it is done to; empty if it is to none, or to many. */
    default String target() {
        return "";
    }

    /** An image is pushed, and each of the tags is put on it, one event each. */
    record Push(String repository, List<String> tags, String content, Image image) implements Deed {}

    /** A tag is moved to an image that was pushed before. */
    record Retag(String repository, String tag, int which) implements Deed {}

    /** A person starts the deploy machine with an image. */
    record Start(String target, int which, boolean byTag) implements Deed {}

    /** A person asks for a rollback; to the release of a deployment that is named, or to the one before. */
    record Back(String target, boolean named, int which) implements Deed {}

    record Stop(String target) implements Deed {}

    /** A person releases a held image, or starts it by hand with a reason. */
    record Unhold(String target, int which, boolean byForce) implements Deed {}

    /** A person holds an image that was pushed, whatever became of it. */
    record Hold(String target, int which) implements Deed {}

    /** A person freezes a target, or all. */
    record Freeze(String target, boolean all, Duration until) implements Deed {}

    record Unfreeze(String target, boolean all) implements Deed {}

    /** A person, or the machine's time limit, ends the execution that holds the target, or the next that does. */
    record End(String target, boolean expired) implements Deed {}

    /** Somebody updates the service to another of its revisions, or a function's alias or code, past Slipway. */
    record Meddle(String target, int which) implements Deed {}

    /** Somebody scales the service; zero for some minutes, and back. */
    record Scale(String target, int count, Duration until) implements Deed {}

    /** A task is stopped since its capacity is reclaimed. */
    record Reclaim(String target, int which) implements Deed {}

    /** No task is placed for a time. */
    record NoCapacity(String target, Duration until) implements Deed {}

    /** A task fails its health checks for a time. */
    record Flap(String target, int which, Duration until) implements Deed {}

    /** A revision is deregistered. */
    record Deregister(String target, int which) implements Deed {}

    /** An image is deleted, or archived. */
    record Expire(String repository, int which, boolean archived) implements Deed {}

    record NoTargetGroup(String target) implements Deed {}

    /** The alarm of a target fires whatever serves, or somebody deletes it; for a time. */
    record Alarm(String target, boolean gone, Duration until) implements Deed {}

    /** A person writes to a state machine what nobody can make sense of. */
    record Nonsense(int which) implements Deed {}

    /**
     * What a state asks for goes wrong, the next time that an execution enters it.
     *
     * @param times how often in a row; where the execution is ended, after how many milliseconds; where others change the target, to which of its releases
     * @param then what goes wrong after it has begun
     */
    record Trip(String state, How how, int times, List<Trip> then) implements Deed {}

    /** Channels do not take messages for a time. */
    record Silence(boolean slack, boolean sns, boolean bus, Duration until) implements Deed {}

    /** A service refuses or fails all that is asked of it for a time. */
    record Outage(String service, boolean throttles, Duration until) implements Deed {}

    /** How it goes wrong. */
    enum How {
        BUG("java.lang.OutOfMemoryError"), AGAIN("slipway.rollout.TryAgain"), RACED("slipway.rollout.Interrupted"),
        /** As AGAIN, but only where the first step of several was made. */
        BETWEEN("slipway.rollout.TryAgain"),
        /** The function dies each time it writes what it has changed, having written what it is about to; and the execution ends so many milliseconds later. */
        UNWRITTEN("Runtime.ExitError"),
        NOT_STARTED(""), STOPPED(""), EXPIRED(""),
        /** Somebody else changes the target right then. */
        MEDDLED("");

        private final String error;

        How(String error) {
            this.error = error;
        }

        /** Returns the error that the state machine sees of the function; empty where none is its own. */
        String error() {
            return error;
        }

        /** Says whether the execution itself ends there. */
        boolean ends() {
            return this == STOPPED || this == EXPIRED;
        }
    }

    /** What the containers of an image do. */
    enum Image { GOOD, SLOW, CRASHES_AT_BOOT, CRASHES_LATER, NEVER_HEALTHY, ANSWERS_404, OUT_OF_MEMORY, NOT_PULLABLE }
}
