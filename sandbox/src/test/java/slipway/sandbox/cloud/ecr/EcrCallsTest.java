package slipway.sandbox.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.ReferencedImagesNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

class EcrCallsTest {
    private static final String ABSENT = "sha256:" + "0".repeat(64);

    private final Sandboxed sandbox = new Sandboxed();
    private final Ecr ecr = new Ecr(Place.DEFAULT, sandbox.timeline, sandbox.bus());
    private EcrClient client;

    @BeforeEach
    void start() {
        sandbox.wire.serve(ecr);
        client = sandbox.aimed(EcrClient.builder()).build();
        ecr.createRepository("shop/api");
    }

    @Test
    void describedImageTellsAllItsTags() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);
        sandbox.timeline.runUntil(sandbox.timeline.now().plusSeconds(60));
        ecr.retag("shop/api", digest, "stable");

        ImageDetail found = detail(tag("stable"));

        assertThat(found.imageTags()).containsExactly("stable", "v1");
        assertThat(found.imagePushedAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00.250Z"));
        assertThat(found.registryId()).isEqualTo("123456789012");
        assertThat(found.imageManifestMediaType()).isEqualTo(MediaTypes.IMAGE);
        assertThat(found.imageSizeInBytes()).isGreaterThan(40_000_000);
        assertThat(sandbox.events).extracting(event -> event.detail().get("image-tag").asText()).containsExactly("v1", "stable");
    }

    @Test
    void unknownImageIsAnErrorOfTheWholeCall() {
        ecr.push("shop/api", "v1", Behaviour.GOOD);

        assertThatThrownBy(() -> client.describeImages(call -> call.repositoryName("shop/api").imageIds(tag("v1"), tag("v9"))))
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("{imageDigest:'null', imageTag:'v9'} does not exist within the repository with name 'shop/api' in the registry with id '123456789012'");
    }

    @Test
    void unknownRepositoryAndForeignRegistryAreErrors() {
        assertThatThrownBy(() -> client.describeImages(call -> call.repositoryName("none"))).isInstanceOf(RepositoryNotFoundException.class);
        assertThatThrownBy(() -> client.describeImages(call -> call.repositoryName("shop/api").registryId("999999999999")))
                .isInstanceOf(RepositoryNotFoundException.class).hasMessageContaining("'999999999999'");
    }

    @Test
    void imagesArePagedAndFiltered() {
        for (int build = 0; build < 25; build++) {
            ecr.push("shop/api", build % 5 == 0 ? "latest" : "b" + build, "build " + build, Behaviour.GOOD);
        }

        assertThat(client.describeImagesPaginator(call -> call.repositoryName("shop/api").maxResults(10)).stream()).hasSize(3);
        assertThat(client.describeImagesPaginator(call -> call.repositoryName("shop/api").maxResults(10)).imageDetails().stream()).hasSize(25);
        assertThat(client.describeImages(call -> call.repositoryName("shop/api").filter(only -> only.tagStatus(TagStatus.UNTAGGED))).imageDetails()).hasSize(4);
        assertThatThrownBy(() -> client.describeImages(call -> call.repositoryName("shop/api").maxResults(5).imageIds(tag("latest"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void archivedImageIsHiddenAndCannotBePulled() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);
        ecr.archive("shop/api", digest);

        assertThatThrownBy(() -> detail(digest(digest))).isInstanceOf(ImageNotFoundException.class);
        assertThat(client.describeImages(call -> call.repositoryName("shop/api").imageIds(digest(digest))
                .filter(only -> only.imageStatus(ImageStatusFilter.ANY))).imageDetails().getFirst().imageStatusAsString()).isEqualTo("ARCHIVED");
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v1")).isEmpty();
        assertThat(sandbox.events.getLast().detail().get("action-type").asText()).isEqualTo("UPDATE_STORAGE_CLASS");
        assertThat(sandbox.events.getLast().detail().has("image-tag")).isFalse();
    }

    @Test
    void pushOfAnArchivedImageRestoresItAfterAWhile() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);
        ecr.archive("shop/api", digest);

        ecr.push("shop/api", "v1", Behaviour.GOOD);
        assertThat(sandbox.events.getLast().detail().get("action-type").asText()).isEqualTo("PUSH");
        assertThat(status(ImageStatusFilter.ANY)).containsExactly("ACTIVATING");
        assertThat(status(ImageStatusFilter.ACTIVE)).isEmpty();
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v1")).isEmpty();
        assertThat(ecr.retag("shop/api", digest, "v1")).as("it is on its way already").isFalse();

        sandbox.timeline.runUntil(sandbox.timeline.now().plus(StoredImage.RESTORE));
        assertThat(detail(digest(digest)).imageStatusAsString()).isEqualTo("ACTIVE");
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v1")).isPresent();
    }

    private List<String> status(ImageStatusFilter which) {
        return client.describeImages(call -> call.repositoryName("shop/api").filter(only -> only.imageStatus(which))).imageDetails().stream()
                .map(ImageDetail::imageStatusAsString).toList();
    }

    @Test
    void manifestComesBackToTheLetter() throws Exception {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);

        var answer = client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(tag("v1")));

        String manifest = answer.images().getFirst().imageManifest();
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(manifest.getBytes());
        assertThat("sha256:" + java.util.HexFormat.of().formatHex(hash)).isEqualTo(digest);
        assertThat(answer.images().getFirst().imageId()).isEqualTo(ImageIdentifier.builder().imageDigest(digest).imageTag("v1").build());
    }

    @Test
    void missingManifestIsAFailureEntry() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);

        var answer = client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(
                digest(digest), tag("v9"), digest(ABSENT), digest("no digest"),
                digest(digest).toBuilder().imageTag("v9").build(), ImageIdentifier.builder().build()));

        assertThat(answer.images()).hasSize(1);
        assertThat(answer.failures()).extracting(failure -> failure.failureCode()).containsExactly(ImageFailureCode.IMAGE_NOT_FOUND, ImageFailureCode.IMAGE_NOT_FOUND,
                ImageFailureCode.INVALID_IMAGE_DIGEST, ImageFailureCode.IMAGE_TAG_DOES_NOT_MATCH_DIGEST, ImageFailureCode.MISSING_DIGEST_AND_TAG);
        assertThat(answer.failures().getFirst().failureReason()).isEqualTo("Requested image not found");
    }

    @Test
    void indexMustBeAcceptedByName() {
        var pushed = ecr.pushIndex("shop/api", "v1", "v1", Behaviour.GOOD, List.of("amd64"));

        var answer = client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(tag("v1")).acceptedMediaTypes(MediaTypes.INDEX));

        assertThat(answer.images().getFirst().imageManifest())
                .contains(pushed.images().get("amd64"), "\"architecture\":\"amd64\"", "\"vnd.docker.reference.type\":\"attestation-manifest\"");
        assertThatThrownBy(() -> client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(tag("v1"))))
                .isInstanceOf(EcrException.class).hasMessageContaining("does not model the translation");
    }

    @Test
    void putImageAddsATagToAnExistingManifest() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);
        String manifest = client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(tag("v1"))).images().getFirst().imageManifest();

        var image = client.putImage(call -> call.repositoryName("shop/api").imageManifest(manifest).imageTag("stable")).image();

        assertThat(image.imageId().imageDigest()).isEqualTo(digest);
        assertThat(sandbox.events.getLast().detail().get("image-tag").asText()).isEqualTo("stable");
        assertThatThrownBy(() -> client.putImage(call -> call.repositoryName("shop/api").imageManifest(manifest).imageTag("stable")))
                .isInstanceOf(ImageAlreadyExistsException.class);
        assertThatThrownBy(() -> client.putImage(call -> call.repositoryName("shop/api").imageManifest(manifest).imageDigest(ABSENT)))
                .isInstanceOf(ImageDigestDoesNotMatchException.class);
        assertThat(sandbox.events).hasSize(2);
    }

    @Test
    void putImageRefusesWhatIsNoManifestOrHasNoChildren() {
        assertThatThrownBy(() -> client.putImage(call -> call.repositoryName("shop/api").imageManifest("no JSON"))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> client.putImage(call -> call.repositoryName("shop/api").imageManifest(
                "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.INDEX + "\",\"manifests\":[{\"digest\":\"" + ABSENT + "\"}]}"))).isInstanceOf(ReferencedImagesNotFoundException.class);
        assertThatThrownBy(() -> client.putImage(call -> call.repositoryName("shop/api").imageManifest("{\"subject\":{}}")))
                .hasMessageContaining("does not model manifests with a subject");
    }

    @Test
    void repositoriesAreDescribed() {
        ecr.createRepository("shop/web");

        assertThat(client.describeRepositories(call -> {}).repositories()).extracting(found -> found.repositoryUri())
                .containsExactly("123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/api", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/web");
        assertThat(client.describeRepositories(call -> call.repositoryNames("shop/web")).repositories().getFirst().createdAt())
                .isEqualTo(Instant.parse("2026-11-21T10:00:00.250Z"));
        assertThatThrownBy(() -> client.describeRepositories(call -> call.repositoryNames("none"))).isInstanceOf(RepositoryNotFoundException.class);
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private static ImageIdentifier digest(String digest) {
        return ImageIdentifier.builder().imageDigest(digest).build();
    }

    private ImageDetail detail(ImageIdentifier id) {
        return client.describeImages(call -> call.repositoryName("shop/api").imageIds(id)).imageDetails().getFirst();
    }
}
