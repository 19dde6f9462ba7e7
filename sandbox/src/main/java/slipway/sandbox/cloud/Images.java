package slipway.sandbox.cloud;

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

    /**
     * A pulled image.
     *
     * @param digest the digest of the manifest that was asked for (an index's own digest, if it is one)
     * @param behaviour what a container of it does
     */
    record Pulled(String digest, Behaviour behaviour) {}
}
