package slipway.sandbox.cloud.ecr;

import java.util.Set;

/** The media types of manifests that the sandbox's registry takes (OCI image specification; Docker manifest v2, schema 2). */
final class MediaTypes {
    static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    static final String ATTESTATION_LAYER = "application/vnd.in-toto+json";
    static final String SIGNATURE_LAYER = "application/vnd.dev.cosign.simplesigning.v1+json";
    static final String DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
    static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";

    static final Set<String> INDEXES = Set.of(INDEX, DOCKER_INDEX);
    static final Set<String> ALL = Set.of(IMAGE, INDEX, DOCKER_IMAGE, DOCKER_INDEX);

    private MediaTypes() {}
}
