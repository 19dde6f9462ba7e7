package slipway.rollout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.release.Digest;
import slipway.release.Reference;
import slipway.release.Repository;

/** The image registry, as far as a deployment cares. */
public interface Registry {
    /**
     * Looks up what a tag names now, or whether a digest is there, also where it can't be pulled.
     *
     * @return empty if there is no such image
     * @throws BadInput if there is no such repository
     * @throws TryAgain if the registry did not answer
     */
    Optional<Stored> find(Repository repository, Reference reference);

    /**
     * Returns the images of the repository that have a tag and can be pulled, without what its media type shows to be something
     * else (a signature, an attestation, a chart).
     *
     * @throws BadInput if there is no such repository, or more images in it than are read
     * @throws TryAgain if the registry did not answer
     */
    List<Stored> tagged(Repository repository);

    /** Returns those of the digests that are there and can be pulled (ECR imageStatus ACTIVE). */
    Set<Digest> pullable(Repository repository, Set<Digest> digests);

    /** Says whether the digest is a part of another manifest or an attestation, and why that is not deployed; empty for an image or an index. */
    Optional<String> notDeployable(Repository repository, Digest digest);

    /**
     * Returns the manifest that runs on an architecture: of an index its child for it, never an attestation; of an image
     * itself, which says its architecture nowhere but in its configuration.
     *
     * @param architecture as OCI names it: {@code amd64}, {@code arm64}
     * @return empty if an index has none for it
     * @throws BadInput if there is no such image
     */
    Optional<Digest> forArchitecture(Repository repository, Digest digest, String architecture);
}
