package slipway.sandbox.cloud.lambda;

import java.time.Instant;
import java.util.Optional;

/**
 * $LATEST or a published version. Until an update has succeeded, invocations run what ran before, although the configuration
 * shows the new code already (Lambda developer guide, "Lambda function states"; recorded on AWS).
 */
final class Version {
    static final String LATEST = "$LATEST";

    /** {@code State}, or {@code LastUpdateStatus}, with the code of its reason. */
    record Status(String name, Optional<Reason> reason) {
        static final Status ACTIVE = new Status("Active", Optional.empty());
        static final Status PENDING = new Status("Pending", Optional.of(Reason.CREATING));
        /** Nobody called it for weeks, and Lambda took back what it had prepared. */
        static final Status INACTIVE = new Status("Inactive", Optional.of(Reason.IDLE));
        static final Status RESTORING = new Status("Pending", Optional.of(Reason.RESTORING));
        static final Status SUCCESSFUL = new Status("Successful", Optional.empty());
        static final Status IN_PROGRESS = new Status("InProgress", Optional.of(Reason.CREATING));

        static Status failed(Reason why) {
            return new Status("Failed", Optional.of(why));
        }
    }

    private final String number;
    private Setup setup;
    private Artifact artifact;
    private Setup runningSetup;
    private Artifact running;
    private Status state = Status.ACTIVE;
    private Status update = Status.SUCCESSFUL;
    private String revisionId;
    private Instant modified;

    Version(String number, Setup setup, Artifact artifact, String revisionId, Instant now) {
        this.number = number;
        this.revisionId = revisionId;
        this.modified = now;
        set(setup, artifact);
        runs();
    }

    /** Begins an update: what is shown is new at once. */
    void change(Setup newSetup, Artifact newArtifact, String newRevision, Instant now) {
        set(newSetup, newArtifact);
        update = Status.IN_PROGRESS;
        modified = now;
        revisionId = newRevision;
    }

    void succeeded(String newRevision) {
        runs();
        state = Status.ACTIVE;
        update = Status.SUCCESSFUL;
        revisionId = newRevision;
    }

    /** @param showsNew whether the configuration goes on showing the code that failed */
    void failed(Reason why, boolean showsNew, String newRevision) {
        if (!showsNew) {
            set(runningSetup, running);
        }
        update = Status.failed(why);
        revisionId = newRevision;
    }

    private void set(Setup newSetup, Artifact newArtifact) {
        setup = newSetup;
        artifact = newArtifact;
    }

    private void runs() {
        runningSetup = setup;
        running = artifact;
    }

    void becomes(Status newState) {
        state = newState;
    }

    void becomes(Status newState, String newRevision) {
        state = newState;
        revisionId = newRevision;
    }

    void revised(String newRevision) {
        revisionId = newRevision;
    }

    String number() {
        return number;
    }

    boolean isLatest() {
        return number.equals(LATEST);
    }

    Setup setup() {
        return setup;
    }

    Artifact artifact() {
        return artifact;
    }

    Setup runningSetup() {
        return runningSetup;
    }

    Artifact running() {
        return running;
    }

    Status state() {
        return state;
    }

    Status update() {
        return update;
    }

    boolean updating() {
        return update.equals(Status.IN_PROGRESS);
    }

    String revisionId() {
        return revisionId;
    }

    Instant modified() {
        return modified;
    }
}
