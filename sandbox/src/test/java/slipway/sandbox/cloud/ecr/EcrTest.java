package slipway.sandbox.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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

class EcrTest {
    private static final String DIGEST_OF_V1 = "sha256:317c3ed75a32133c0645981caf91569edd8e473c7766b3ff94ad40e2324eeb49";
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
    void sameLabelAndBehaviourAreTheSameDigestOnEachMachine() {
        assertThat(ecr.push("shop/api", "v1", Behaviour.GOOD)).isEqualTo(DIGEST_OF_V1);
        assertThat(ecr.push("shop/api", "v2", Behaviour.GOOD)).isNotEqualTo(DIGEST_OF_V1);
        assertThat(ecr.push("shop/api", "v3", "v1", Behaviour.GOOD.answering(404))).isNotEqualTo(DIGEST_OF_V1);
    }

    @Test
    void pushIsToldWithTodaysSevenKeys() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);

        assertThat(sandbox.events).hasSize(1);
        Sandboxed.Event event = sandbox.events.getFirst();
        assertThat(event.source()).isEqualTo("aws.ecr");
        assertThat(event.detailType()).isEqualTo("ECR Image Action");
        assertThat(event.resources()).isEmpty();
        assertThat(event.detail()).hasToString("{\"result\":\"SUCCESS\",\"repository-name\":\"shop/api\",\"image-digest\":\"" + digest
                + "\",\"action-type\":\"PUSH\",\"image-tag\":\"v1\",\"manifest-media-type\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"artifact-media-type\":\"application/vnd.oci.image.config.v1+json\"}");
    }

    @Test
    void pushOfAnIndexTellsEachChildUntaggedThenTheIndex() {
        var pushed = ecr.pushIndex("shop/api", "v1", "v1", Behaviour.GOOD, List.of("amd64", "arm64"));

        assertThat(sandbox.events).extracting(event -> event.detail().get("image-tag").asText()).containsExactly("", "", "", "", "v1");
        assertThat(sandbox.events).extracting(event -> event.detail().get("image-digest").asText())
                .containsExactly(pushed.images().get("amd64"), pushed.images().get("arm64"), pushed.attestations().get(0), pushed.attestations().get(1), pushed.digest());
        assertThat(sandbox.events.getLast().detail().has("artifact-media-type")).isFalse();
        assertThat(sandbox.events.getLast().detail().get("manifest-media-type").asText()).isEqualTo(MediaTypes.INDEX);
    }

    @Test
    void pushThatChangesNothingTellsNothing() {
        ecr.push("shop/api", "v1", Behaviour.GOOD);
        ecr.push("shop/api", "v1", Behaviour.GOOD);

        assertThat(sandbox.events).hasSize(1);
    }

    @Test
    void tagMovesToNewContent() {
        String old = ecr.push("shop/api", "latest", "build 1", Behaviour.GOOD);
        String next = ecr.push("shop/api", "latest", "build 2", Behaviour.GOOD);

        assertThat(detail(id -> id.imageTag("latest")).imageDigest()).isEqualTo(next);
        assertThat(detail(id -> id.imageDigest(old)).hasImageTags()).isFalse();
    }

    @Test
    void describedImageTellsAllItsTags() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);
        sandbox.timeline.runUntil(sandbox.timeline.now().plusSeconds(60));
        ecr.retag("shop/api", digest, "stable");

        ImageDetail found = detail(id -> id.imageTag("stable"));

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

        assertThatThrownBy(() -> client.describeImages(call -> call.repositoryName("shop/api").imageIds(id -> id.imageTag("v1"), id -> id.imageTag("v9"))))
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
        assertThatThrownBy(() -> client.describeImages(call -> call.repositoryName("shop/api").maxResults(5).imageIds(id -> id.imageTag("latest"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void archivedImageIsHiddenAndCannotBePulled() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);
        ecr.archive("shop/api", digest);

        assertThatThrownBy(() -> detail(id -> id.imageDigest(digest))).isInstanceOf(ImageNotFoundException.class);
        assertThat(client.describeImages(call -> call.repositoryName("shop/api").imageIds(id -> id.imageDigest(digest))
                .filter(only -> only.imageStatus(ImageStatusFilter.ANY))).imageDetails().getFirst().imageStatusAsString()).isEqualTo("ARCHIVED");
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v1")).isEmpty();
        assertThat(sandbox.events.getLast().detail().get("action-type").asText()).isEqualTo("UPDATE_STORAGE_CLASS");
        assertThat(sandbox.events.getLast().detail().has("image-tag")).isFalse();
    }

    @Test
    void manifestComesBackToTheLetter() throws Exception {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);

        var answer = client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(id -> id.imageTag("v1")));

        String manifest = answer.images().getFirst().imageManifest();
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(manifest.getBytes());
        assertThat("sha256:" + java.util.HexFormat.of().formatHex(hash)).isEqualTo(digest);
        assertThat(answer.images().getFirst().imageId()).isEqualTo(ImageIdentifier.builder().imageDigest(digest).imageTag("v1").build());
    }

    @Test
    void missingManifestIsAFailureEntry() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);

        var answer = client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(
                id -> id.imageDigest(digest), id -> id.imageTag("v9"), id -> id.imageDigest(ABSENT), id -> id.imageDigest("no digest"),
                id -> id.imageDigest(digest).imageTag("v9"), id -> {}));

        assertThat(answer.images()).hasSize(1);
        assertThat(answer.failures()).extracting(failure -> failure.failureCode()).containsExactly(ImageFailureCode.IMAGE_NOT_FOUND, ImageFailureCode.IMAGE_NOT_FOUND,
                ImageFailureCode.INVALID_IMAGE_DIGEST, ImageFailureCode.IMAGE_TAG_DOES_NOT_MATCH_DIGEST, ImageFailureCode.MISSING_DIGEST_AND_TAG);
        assertThat(answer.failures().getFirst().failureReason()).isEqualTo("Requested image not found");
    }

    @Test
    void indexMustBeAcceptedByName() {
        var pushed = ecr.pushIndex("shop/api", "v1", "v1", Behaviour.GOOD, List.of("amd64"));

        var answer = client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(id -> id.imageTag("v1")).acceptedMediaTypes(MediaTypes.INDEX));

        assertThat(answer.images().getFirst().imageManifest())
                .contains(pushed.images().get("amd64"), "\"architecture\":\"amd64\"", "\"vnd.docker.reference.type\":\"attestation-manifest\"");
        assertThatThrownBy(() -> client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(id -> id.imageTag("v1"))))
                .isInstanceOf(EcrException.class).hasMessageContaining("does not model the translation");
    }

    @Test
    void putImageAddsATagToAnExistingManifest() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);
        String manifest = client.batchGetImage(call -> call.repositoryName("shop/api").imageIds(id -> id.imageTag("v1"))).images().getFirst().imageManifest();

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
                "{\"mediaType\":\"" + MediaTypes.INDEX + "\",\"manifests\":[{\"digest\":\"" + ABSENT + "\"}]}"))).isInstanceOf(ReferencedImagesNotFoundException.class);
        assertThatThrownBy(() -> client.putImage(call -> call.repositoryName("shop/api").imageManifest("{\"subject\":{}}")))
                .hasMessageContaining("does not model manifests with a subject");
    }

    @Test
    void pulledImageTellsWhatItDoes() {
        Behaviour crashing = Behaviour.GOOD.crashingAfter(Duration.ofSeconds(3), 2);
        String digest = ecr.push("shop/api", "v2", crashing);
        String index = ecr.pushIndex("shop/api", "v3", "v3", crashing, List.of("arm64")).digest();

        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v2")).hasValueSatisfying(pulled -> {
            assertThat(pulled.digest()).isEqualTo(digest);
            assertThat(pulled.behaviour()).isEqualTo(crashing);
        });
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api@" + digest)).isPresent();
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v3").orElseThrow().digest()).isEqualTo(index);
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v3").orElseThrow().behaviour()).isEqualTo(crashing);
        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v9")).isEmpty();
        assertThat(ecr.pull("docker.io/shop/api:v2")).isEmpty();
    }

    @Test
    void deletedImageIsGoneWithItsTags() {
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);

        ecr.delete("shop/api", digest);

        assertThat(ecr.pull(Place.DEFAULT.registry() + "/shop/api:v1")).isEmpty();
        assertThat(sandbox.events.getLast().detail().get("action-type").asText()).isEqualTo("DELETE");
        assertThat(sandbox.events.getLast().detail().get("image-tag").asText()).isEqualTo("v1");
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

    private ImageDetail detail(java.util.function.Consumer<ImageIdentifier.Builder> id) {
        return client.describeImages(call -> call.repositoryName("shop/api").imageIds(id)).imageDetails().getFirst();
    }
}
