package slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.release.Tag;

/** What of a registry is no image to deploy (scenario 3). */
class ArtifactTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({"sha256-HEX.sig, true", "sha256-HEX.att, true", "sha256-HEX.sbom, true", "sha256-HEX, true", "sha256-HEX., false", "sha256-HEXa, false", "v1-sha256-HEX.sig, false",
        "latest, false", "sha256-abc.sig, false"})
    void aTagThatBelongsToAnImageIsNoImagesOwn(String tag, boolean attached) {
        assertThat(Artifact.attached(new Tag(tag.replace("HEX", HEX)))).isEqualTo(attached);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "-, -, -", "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.config.v1+json, -", "application/vnd.docker.distribution.manifest.list.v2+json, -, -",
        "application/vnd.cncf.oras.artifact.manifest.v1+json, -, application/vnd.cncf.oras.artifact.manifest.v1+json",
        "application/vnd.oci.image.manifest.v1+json, application/vnd.dev.cosign.simplesigning.v1+json, application/vnd.dev.cosign.simplesigning.v1+json"})
    void aMediaTypeThatIsNoImagesIsTold(String manifest, String artifact, String foreign) {
        assertThat(Artifact.foreign(Optional.ofNullable(manifest), Optional.ofNullable(artifact))).isEqualTo(Optional.ofNullable(foreign));
    }
}
