package slipway.sandbox.cloud;

import java.time.Instant;
import java.util.Optional;

/** The registry as those see it who pull images: ECS's agent, Lambda. */
public interface Images {
    /**
     * Looks an image up as a pull does.
     *
     * @param uri {@code HOST/REPOSITORY:TAG} or {@code HOST/REPOSITORY@sha256:…}
     * @return empty if there is no such image
     */
    Optional<Pulled> pull(String uri);

    /** Returns when the image of that digest was deleted; empty if it is there, or never was. */
    default Optional<Instant> deletedAt(String uri) {
        return Optional.empty();
    }

    /**
     * A pulled image.
     *
     * @param digest the digest of the manifest that was asked for (an index's own digest, if it is one)
     * @param behaviour what a container of it does; of an index, its first image's
     * @param function what a Lambda function of it does
     * @param architecture {@code amd64} or {@code arm64}; an index has none of its own
     * @param runnable false for an index and for what is no container at all, such as an attestation
     */
    record Pulled(String digest, Behaviour behaviour, FunctionBehaviour function, Optional<String> architecture, boolean runnable) {
        /** A single image for amd64. */
        public Pulled(String digest, Behaviour behaviour) {
            this(digest, behaviour, FunctionBehaviour.GOOD, Optional.of("amd64"), true);
        }
    }
}
