package slipway.sandbox.cloud.ecr;

import java.time.Instant;

/**
 * An image in a repository.
 *
 * @param pushedAt when the manifest was first put; a further tag does not change it (believed, not documented)
 * @param archived it is kept but cannot be pulled (ECR user guide, "Archiving an image")
 */
record StoredImage(Manifest manifest, String digest, Instant pushedAt, boolean archived) {
    StoredImage archivedNow() {
        return new StoredImage(manifest, digest, pushedAt, true);
    }

    String status() {
        return archived ? "ARCHIVED" : "ACTIVE";
    }
}
