package slipway.sandbox.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

class EcrPushTest {
    private static final String DIGEST_OF_V1 = "sha256:649d69402f0c9309237d90d8e3e6dd5f013642287e9231aa6f5e5b9bbfdf0dfc";

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
    void replicationIsToldWhereItArrivesWithoutAMediaTypeAndWithoutAPush() {
        String digest = ecr.replicate("shop/api", "v1", "v1", Behaviour.GOOD);

        assertThat(digest).isEqualTo(DIGEST_OF_V1);
        assertThat(detail(tag("v1")).imageDigest()).isEqualTo(digest);
        assertThat(sandbox.events).hasSize(1);
        Sandboxed.Event event = sandbox.events.getFirst();
        assertThat(event.detailType()).isEqualTo("ECR Replication Action");
        assertThat(event.resources()).containsExactly("arn:aws:ecr:eu-central-1:123456789012:repository/shop/api");
        assertThat(event.detail()).hasToString("{\"result\":\"SUCCESS\",\"repository-name\":\"shop/api\",\"image-digest\":\"" + digest
                + "\",\"action-type\":\"REPLICATE\",\"image-tag\":\"v1\",\"source-account\":\"123456789012\",\"source-region\":\"eu-west-1\"}");
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

        assertThat(detail(tag("latest")).imageDigest()).isEqualTo(next);
        assertThat(detail(digest(old)).hasImageTags()).isFalse();
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
