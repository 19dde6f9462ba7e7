package slipway.rollout;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import slipway.release.Tag;

/**
 * Says what of a registry is no image to deploy, as far as its tag and its media types show it (scenario 3). What hides under
 * an image's media type only its manifest shows: see {@link Registry#notDeployable}.
 */
public final class Artifact {
    /** How cosign names what belongs to an image: {@code sha256-….sig}, {@code .att}, {@code .sbom}; OCI's fallback tag for referrers has no suffix. */
    private static final Pattern ATTACHED = Pattern.compile("sha256-[0-9a-f]{64}(\\..+)?");
    private static final Set<String> MANIFESTS = Set.of(
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final Set<String> IMAGES = Set.of(
            "application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json");

    private Artifact() {}

    /** Says whether the tag marks a signature or an attestation of an image. */
    public static boolean attached(Tag tag) {
        return ATTACHED.matcher(tag.value()).matches();
    }

    /** Returns the media type by which it is no image; empty for an image, an index, or where none is told. */
    public static Optional<String> foreign(Optional<String> manifest, Optional<String> artifact) {
        return manifest.filter(type -> !MANIFESTS.contains(type)).or(() -> artifact.filter(type -> !IMAGES.contains(type)));
    }
}
