package slipway.sandbox.cloud.ecr;

import java.time.Duration;
import java.time.Instant;

/**
 * An image in a repository.
 *
 * @param pushedAt when the manifest was first put, or put again to restore it; a further tag does not change it (believed, not documented)
 * @param activeFrom when a restore is over; the status does not say so by itself, see {@link #at}
 */
record StoredImage(Manifest manifest, String digest, Instant pushedAt, Status status, Instant activeFrom) {
    /** API_ImageDetail, imageStatus. Only an active image can be pulled (ECR user guide, "Archiving an image"). */
    enum Status { ACTIVE, ARCHIVED, ACTIVATING }

    /** ECR restores within 20 minutes (ECR user guide, "What is the ECR archival storage class?"). */
    static final Duration RESTORE = Duration.ofMinutes(10);

    static StoredImage pushed(Manifest manifest, Instant now) {
        return new StoredImage(manifest, manifest.digest(), now, Status.ACTIVE, now);
    }

    StoredImage archivedNow() {
        return new StoredImage(manifest, digest, pushedAt, Status.ARCHIVED, activeFrom);
    }

    StoredImage pushedAgain(Instant now) {
        return archived() ? new StoredImage(manifest, digest, now, Status.ACTIVATING, now.plus(RESTORE)) : this;
    }

    /** Returns the image as it is by now. */
    StoredImage at(Instant now) {
        return status == Status.ACTIVATING && !now.isBefore(activeFrom) ? new StoredImage(manifest, digest, pushedAt, Status.ACTIVE, activeFrom) : this;
    }

    boolean archived() {
        return status == Status.ARCHIVED;
    }

    boolean pullable() {
        return status == Status.ACTIVE;
    }
}
