package slipway.sandbox.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.InvalidLayerException;
import software.amazon.awssdk.services.ecr.model.InvalidLayerPartException;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LayerAvailability;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.TagStatus;
import software.amazon.awssdk.services.ecr.model.UploadNotFoundException;

/** What a guest changes in a registry with the AWS CLI: repositories, images, tags, layers. */
class EcrChangesTest {
    private static final String REPOSITORY = "shop/api";

    private final Sandboxed sandbox = new Sandboxed();
    private final Ecr ecr = new Ecr(Place.DEFAULT, sandbox.timeline, sandbox.bus());
    private EcrClient client;

    @BeforeEach
    void start() {
        sandbox.wire.serve(ecr);
        client = sandbox.aimed(EcrClient.builder()).build();
        client.createRepository(call -> call.repositoryName(REPOSITORY));
    }

    @Test
    void repositoryIsCreatedOnceWithItsMutability() {
        var created = client.createRepository(call -> call.repositoryName("shop/web").imageTagMutability(ImageTagMutability.IMMUTABLE)).repository();

        assertThat(created.repositoryArn()).isEqualTo("arn:aws:ecr:eu-central-1:123456789012:repository/shop/web");
        assertThat(client.describeRepositories(call -> call.repositoryNames("shop/web")).repositories()).containsExactly(created);
        assertThatThrownBy(() -> client.createRepository(call -> call.repositoryName("shop/web"))).isInstanceOf(RepositoryAlreadyExistsException.class);
        assertThatThrownBy(() -> client.createRepository(call -> call.repositoryName("Shop"))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> client.createRepository(call -> call.repositoryName("x1").imageScanningConfiguration(scan -> scan.scanOnPush(true))))
                .hasMessageContaining("does not model scans on push");
    }

    @Test
    void immutableTagStaysWhereItIs() {
        String first = ecr.push(REPOSITORY, "v1", "first", Behaviour.GOOD);
        ecr.push(REPOSITORY, "v2", "second", Behaviour.GOOD);
        client.putImageTagMutability(call -> call.repositoryName(REPOSITORY).imageTagMutability(ImageTagMutability.IMMUTABLE));

        assertThatThrownBy(() -> put(manifest("v2"), "v1")).isInstanceOf(ImageTagAlreadyExistsException.class).hasMessageContaining(
                "The image tag 'v1' already exists in the 'shop/api' repository and cannot be overwritten because the repository is immutable.");
        assertThatThrownBy(() -> put(manifest("v1"), "v1")).isInstanceOf(ImageAlreadyExistsException.class);
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v1").orElseThrow().digest()).isEqualTo(first);
        put(manifest("v2"), "v3");
    }

    @Test
    void imageThatNoContainerCanPlayIsRefusedByItsAnnotation() {
        ecr.push(REPOSITORY, "v1", Behaviour.GOOD);
        String odd = manifest("v1").replace("\"slipway.sandbox.answers\":\"200\"", "\"slipway.sandbox.answers\":\"often\"");

        assertThatThrownBy(() -> put(odd, "v2")).hasMessageContaining("annotation slipway.sandbox.answers is 'often'; it should be a whole number");
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v2")).isEmpty();
    }

    @Test
    void imageOfLayersThatNobodyUploadedIsRefusedAndNothingIsTold() {
        Manifest foreign = Manifest.image("built elsewhere", Behaviour.GOOD);

        assertThatThrownBy(() -> put(foreign.text(), "v1")).isInstanceOf(LayersNotFoundException.class)
                .hasMessageContaining("required for pushing image into repository with name 'shop/api' in the registry with id '123456789012' do not exist")
                .hasMessageContaining(foreign.blobs().keySet().iterator().next());
        assertThat(sandbox.events).isEmpty();
        assertThat(client.listImages(call -> call.repositoryName(REPOSITORY)).imageIds()).isEmpty();
    }

    @Test
    void manifestChangedByHandIsANewImageOfTheSameLayers() {
        String good = ecr.push(REPOSITORY, "v1", Behaviour.GOOD);
        String broken = manifest("v1").replace("\"slipway.sandbox.answers\":\"200\"", "\"slipway.sandbox.answers\":\"500\"");

        String digest = put(broken, "v2");

        assertThat(digest).isNotEqualTo(good);
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v2").orElseThrow().behaviour().answers()).isEqualTo(500);
    }

    @Test
    void mediaTypeIsGivenBesideAManifestThatHasNone() {
        ecr.push(REPOSITORY, "v1", Behaviour.GOOD);
        String bare = manifest("v1").replace("\"mediaType\":\"" + MediaTypes.IMAGE + "\",\"config\"", "\"config\"");

        assertThatThrownBy(() -> put(bare, "v2")).isInstanceOf(InvalidParameterException.class).hasMessageContaining("imageManifestMediaType");
        client.putImage(call -> call.repositoryName(REPOSITORY).imageManifest(bare).imageTag("v2").imageManifestMediaType(MediaTypes.IMAGE));
        assertThat(sandbox.events.getLast().detail().path("manifest-media-type").asText()).isEqualTo(MediaTypes.IMAGE);
        assertThatThrownBy(() -> client.putImage(call -> call.repositoryName(REPOSITORY).imageManifest(manifest("v1")).imageManifestMediaType(MediaTypes.INDEX)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> put(manifest("v1"), "no tag")).isInstanceOf(InvalidParameterException.class).hasMessageContaining("imageTag");
    }

    @Test
    void uploadedLayersMakeAnImage() {
        String layer = upload("a layer");
        String config = upload("{}");
        String manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":2},"layers":[{"mediaType":"%s","digest":"%s","size":7}]}"""
                .formatted(MediaTypes.IMAGE, MediaTypes.CONFIG, config, MediaTypes.LAYER, layer);

        put(manifest, "v1");

        var layers = client.batchCheckLayerAvailability(call -> call.repositoryName(REPOSITORY).layerDigests(layer, "sha256:" + "0".repeat(64), "x"));
        assertThat(layers.layers()).extracting(one -> one.layerAvailability()).containsExactly(LayerAvailability.AVAILABLE, LayerAvailability.UNAVAILABLE);
        assertThat(layers.layers().getFirst().layerSize()).isEqualTo(7);
        assertThat(layers.failures()).hasSize(1);
    }

    @Test
    void uploadIsHeldToItsBytes() {
        String id = client.initiateLayerUpload(call -> call.repositoryName(REPOSITORY)).uploadId();

        assertThatThrownBy(() -> part(id, 1, "x")).isInstanceOf(InvalidLayerPartException.class);
        part(id, 0, "x");
        assertThatThrownBy(() -> client.completeLayerUpload(call -> call.repositoryName(REPOSITORY).uploadId(id).layerDigests("sha256:" + "0".repeat(64))))
                .isInstanceOf(InvalidLayerException.class);
        assertThatThrownBy(() -> part("none", 0, "x")).isInstanceOf(UploadNotFoundException.class);
    }

    @Test
    void deletedTagLeavesTheImageUntilItsLastTagGoes() {
        String digest = ecr.push(REPOSITORY, "v1", Behaviour.GOOD);
        ecr.retag(REPOSITORY, digest, "stable");

        assertThat(delete(tag("stable")).imageIds()).containsExactly(digest(digest).toBuilder().imageTag("stable").build());
        assertThat(ids(TagStatus.ANY)).containsExactly(digest(digest).toBuilder().imageTag("v1").build());
        delete(tag("v1"));
        assertThat(ids(TagStatus.ANY)).isEmpty();
        assertThat(sandbox.events.getLast().detail().path("action-type").asText()).isEqualTo("DELETE");
    }

    @Test
    void imageOfAnIndexIsKeptAndWhatIsMissingIsAFailure() {
        var pushed = ecr.pushIndex(REPOSITORY, "v1", "v1", Behaviour.GOOD, List.of("arm64"));

        var answer = delete(digest(pushed.images().get("arm64")), tag("none"), ImageIdentifier.builder().build());

        assertThat(answer.failures()).extracting(failure -> failure.failureCode()).containsExactly(ImageFailureCode.IMAGE_REFERENCED_BY_MANIFEST_LIST,
                ImageFailureCode.IMAGE_NOT_FOUND, ImageFailureCode.MISSING_DIGEST_AND_TAG);
        assertThat(ids(TagStatus.UNTAGGED)).hasSize(2);
        assertThat(ids(TagStatus.TAGGED)).extracting(ImageIdentifier::imageDigest).containsExactly(pushed.digest());
        assertThat(delete(digest(pushed.digest())).imageIds()).hasSize(1);
    }

    private List<ImageIdentifier> ids(TagStatus status) {
        return client.listImagesPaginator(call -> call.repositoryName(REPOSITORY).maxResults(1).filter(only -> only.tagStatus(status))).imageIds().stream().toList();
    }

    private software.amazon.awssdk.services.ecr.model.BatchDeleteImageResponse delete(ImageIdentifier... ids) {
        return client.batchDeleteImage(call -> call.repositoryName(REPOSITORY).imageIds(ids));
    }

    private String upload(String content) {
        String id = client.initiateLayerUpload(call -> call.repositoryName(REPOSITORY)).uploadId();
        part(id, 0, content);
        return client.completeLayerUpload(call -> call.repositoryName(REPOSITORY).uploadId(id).layerDigests(Manifest.digestOf(content.getBytes()))).layerDigest();
    }

    private void part(String upload, long first, String content) {
        client.uploadLayerPart(call -> call.repositoryName(REPOSITORY).uploadId(upload).partFirstByte(first)
                .partLastByte(first + content.length() - 1).layerPartBlob(SdkBytes.fromUtf8String(content)));
    }

    private String manifest(String tag) {
        return client.batchGetImage(call -> call.repositoryName(REPOSITORY).imageIds(tag(tag))).images().getFirst().imageManifest();
    }

    private String put(String manifest, String tag) {
        return client.putImage(call -> call.repositoryName(REPOSITORY).imageManifest(manifest).imageTag(tag)).image().imageId().imageDigest();
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private static ImageIdentifier digest(String digest) {
        return ImageIdentifier.builder().imageDigest(digest).build();
    }
}
