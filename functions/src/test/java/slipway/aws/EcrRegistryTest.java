package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipway.codec.Json;
import slipway.release.Digest;
import slipway.release.Imprint;
import slipway.release.Reference;
import slipway.release.Repository;
import slipway.release.Tag;
import slipway.rollout.BadInput;
import slipway.rollout.Registry;
import slipway.rollout.Stored;
import slipway.rollout.TryAgain;

class EcrRegistryTest {
    private static final Repository API = new Repository("123456789012", "eu-central-1", "shop/api");
    private static final Digest A = new Digest("sha256:" + "a".repeat(64));
    private static final Digest B = new Digest("sha256:" + "b".repeat(64));
    private static final String CONFIG = "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\"},";
    private static final String LAYER = "\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\"}]";

    private static String detail(Digest digest, String status) {
        return "{\"imageDigest\":\"" + digest + "\",\"imageTags\":[\"v1\",\"latest\"],\"imagePushedAt\":1.7e9,\"imageStatus\":\"" + status + "\"}";
    }

    private static Registry manifest(String text) {
        return new Canned().on("BatchGetImage", images(text)).aws().registry();
    }

    @Test
    void whatATagNamesIsFound() {
        Canned wire = new Canned().on("DescribeImages", "{\"imageDetails\":[" + detail(A, "ACTIVE") + "]}");

        assertThat(wire.aws().registry().find(API, Reference.parse("v1")))
                .contains(new Stored(A, Set.of(new Tag("v1"), new Tag("latest")), Instant.ofEpochSecond(1_700_000_000), Stored.Status.ACTIVE));
        assertThat(wire.bodies("DescribeImages").getFirst())
                .contains("\"registryId\":\"123456789012\"").contains("\"imageTag\":\"v1\"").doesNotContain("filter");
    }

    @Test
    void anImageThatIsNotThereIsEmptyAndARepositoryThatIsNotThereIsBadInput() {
        assertThat(new Canned().fault("DescribeImages", 400, "ImageNotFoundException").aws().registry().find(API, Reference.parse("v1"))).isEmpty();
        assertThatThrownBy(() -> new Canned().fault("DescribeImages", 400, "RepositoryNotFoundException").aws().registry()
                .find(API, Reference.parse("v1"))).isInstanceOf(BadInput.class).hasMessageContaining("shop/api");
        assertThatThrownBy(() -> new Canned().fault("DescribeImages", 500, "ServerException").aws().registry()
                .find(API, Reference.parse("v1"))).isInstanceOf(TryAgain.class);
    }

    @Test
    void whatIsNotAmongTheActiveImagesIsLookedForInAnyState() {
        Canned wire = new Canned().fault("DescribeImages", 400, "ImageNotFoundException").on("DescribeImages", "{\"imageDetails\":[" + detail(A, "ACTIVATING") + "]}");
        assertThat(wire.aws().registry().find(API, Reference.parse("v1"))).map(Stored::status).contains(Stored.Status.RESTORING);
        assertThat(wire.bodies("DescribeImages")).hasSize(2).first().asString().doesNotContain("filter");
        assertThat(wire.bodies("DescribeImages").getLast()).contains("\"imageTag\":\"v1\"", "\"filter\":{\"imageStatus\":\"ANY\"}");
        assertThat(new Canned().on("DescribeImages", "{\"imageDetails\":[]}").on("DescribeImages", "{\"imageDetails\":[" + detail(A, "ARCHIVED") + "]}").aws().registry()
                .find(API, Reference.parse("v1"))).map(Stored::status).contains(Stored.Status.ARCHIVED);
    }

    @Test
    void taggedImagesAreListedPageByPageWithoutWhatTheirTypeShowsToBeNone() {
        Canned wire = new Canned().on("DescribeImages", "{\"imageDetails\":[" + detail(A, "ACTIVE") + "],\"nextToken\":\"more\"}")
                .on("DescribeImages", "{\"imageDetails\":[" + detail(B, "ACTIVE") + ","
                        + detail(B, "ACTIVE").replace("}", ",\"artifactMediaType\":\"application/vnd.cncf.helm.config.v1+json\"}") + "]}");
        assertThat(wire.aws().registry().tagged(API)).extracting(Stored::digest).containsExactly(A, B);
        assertThat(wire.bodies("DescribeImages")).hasSize(2);
        assertThat(wire.bodies("DescribeImages").getLast()).contains("\"nextToken\":\"more\"", "\"maxResults\":1000", "\"filter\":{\"tagStatus\":\"TAGGED\"}");
    }

    @Test
    void aRepositoryOfMoreImagesThanAreReadIsRefusedAfterTheLastPageThatIs() {
        Canned wire = new Canned().on("DescribeImages", "{\"imageDetails\":[],\"nextToken\":\"more\"}");
        assertThatThrownBy(() -> wire.aws().registry().tagged(API)).isInstanceOf(BadInput.class).hasMessageContaining("shop/api").hasMessageContaining("limit=20000");
        assertThat(wire.bodies("DescribeImages")).hasSize(20);
    }

    @Test
    void anArchivedImageCannotBePulled() {
        Canned wire = new Canned().on("DescribeImages", "{\"imageDetails\":[" + detail(A, "ACTIVE") + "," + detail(B, "ARCHIVED") + "]}");
        assertThat(wire.aws().registry().pullable(API, Set.of(A, B))).containsExactly(A);
    }

    @Test
    void oneMissingImageDoesNotHideTheOther() {
        Canned wire = new Canned().fault("DescribeImages", 400, "ImageNotFoundException")
                .on("DescribeImages", "{\"imageDetails\":[" + detail(A, "ACTIVE") + "]}").fault("DescribeImages", 400, "ImageNotFoundException");
        assertThat(wire.aws().registry().pullable(API, Set.of(A, B))).containsExactly(A);
        assertThat(new Canned().aws().registry().pullable(API, Set.of())).isEmpty();
    }

    @Test
    void anImageAndAnIndexAreDeployable() {
        assertThat(manifest("{" + CONFIG + LAYER + "}").notDeployable(API, A)).isEmpty();
        assertThat(manifest("{\"manifests\":[{\"platform\":{\"os\":\"linux\"}},{\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}}]}")
                .notDeployable(API, A)).isEmpty();
        assertThat(manifest("{}").notDeployable(API, A)).isEmpty();
    }

    @Test
    void whatItsMakersWroteIsOnTheManifestThatWasReadAnyway() {
        Canned wire = new Canned().on("BatchGetImage", images("{" + CONFIG + LAYER + ",\"annotations\":{\"org.opencontainers.image.revision\":\"abc\"}}"));
        Aws aws = wire.aws();
        aws.registry().notDeployable(API, A);
        assertThat(aws.imprints().read(API, A).commit()).contains("abc");
        assertThat(wire.bodies("BatchGetImage")).hasSize(1);
    }

    @Test
    void anIndexSpeaksForItselfOrItsFirstImageDoes() {
        String index = "{\"manifests\":[{\"artifactType\":\"application/spdx+json\",\"digest\":\"" + A + "\"},{\"digest\":\"" + B + "\"}]%s}";
        String image = "{\"annotations\":{\"org.opencontainers.image.version\":\"2\"}}";
        Canned silent = new Canned().on("BatchGetImage", images(index.formatted(""))).on("BatchGetImage", images(image));
        assertThat(silent.aws().imprints().read(API, A).version()).contains("2");
        assertThat(silent.bodies("BatchGetImage").getLast()).contains(B.value());
        Canned said = new Canned().on("BatchGetImage", images(index.formatted("," + image.substring(1, image.length() - 1)))).fault("BatchGetImage", 500, "ServerException");
        assertThat(said.aws().imprints().read(API, A).version()).contains("2");
        assertThat(manifestImprint("{\"manifests\":[{\"digest\":\"../x\"}]}")).isEqualTo(Imprint.NONE);
        assertThat(manifestImprint("{\"annotations\":[1]}")).isEqualTo(Imprint.NONE);
    }

    @Test
    void anIndexWhoseImageIsNotReadSaysWhatItSaysItself() {
        String index = "{\"manifests\":[{\"digest\":\"" + B + "\"}],\"annotations\":{\"org.opencontainers.image.version\":\"2\"}}";
        Canned wire = new Canned().on("BatchGetImage", images(index)).fault("BatchGetImage", 500, "ServerException");
        assertThat(wire.aws().imprints().read(API, A).version()).contains("2");
    }

    private static Imprint manifestImprint(String text) {
        return new Canned().on("BatchGetImage", images(text)).aws().imprints().read(API, A);
    }

    private static String images(String text) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putArray("images").addObject().put("imageManifest", text);
        return answer.toString();
    }

    @Test
    void attestationsSignaturesAndArtifactsAreNot() {
        assertThat(manifest("{" + CONFIG + "\"layers\":[{\"mediaType\":\"application/vnd.in-toto+json\"}]}").notDeployable(API, A)).hasValueSatisfying(
                why -> assertThat(why).contains("in-toto"));
        assertThat(manifest("{\"config\":{\"mediaType\":\"application/vnd.cncf.helm.config.v1+json\"}}").notDeployable(API, A)).hasValueSatisfying(
                why -> assertThat(why).contains("helm"));
        assertThat(manifest("{\"subject\":{\"digest\":\"x\"},\"artifactType\":\"application/vnd.cncf.notary.signature\"}").notDeployable(API, A))
                .hasValueSatisfying(why -> assertThat(why).contains("notary"));
        assertThat(manifest("{\"artifactType\":\"application/spdx+json\"}").notDeployable(API, A)).isPresent();
        assertThat(manifest("{\"manifests\":[{\"artifactType\":\"application/spdx+json\"}]}").notDeployable(API, A)).isPresent();
    }

    @Test
    void aManifestThatCannotBeReadIsTriedAgainAndOneThatIsGoneIsNotRefused() {
        String failure = "{\"images\":[],\"failures\":[{\"failureCode\":\"%s\",\"failureReason\":\"because\"}]}";
        assertThat(new Canned().on("BatchGetImage", failure.formatted("ImageNotFound")).aws().registry().notDeployable(API, A)).isEmpty();
        assertThatThrownBy(() -> new Canned().on("BatchGetImage", failure.formatted("ImageInaccessible")).aws().registry().notDeployable(API, A))
                .isInstanceOf(TryAgain.class).hasMessageContaining("ImageInaccessible");
    }
}
