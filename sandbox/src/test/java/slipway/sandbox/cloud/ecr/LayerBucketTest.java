package slipway.sandbox.cloud.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.sandbox.cloud.Annotated;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Sandboxed;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.PresignedHost;
import slipway.sandbox.wire.Request;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.LayerInaccessibleException;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** What GetDownloadUrlForLayer gives, and what S3 gives for that. */
class LayerBucketTest {
    private final Sandboxed sandbox = new Sandboxed();
    private final Ecr ecr = new Ecr(Place.DEFAULT, sandbox.timeline, sandbox.bus());
    private PresignedHost s3;
    private EcrClient client;

    @BeforeEach
    void start() {
        sandbox.wire.serve(ecr);
        s3 = new PresignedHost(ecr.layers(), sandbox.wire);
        client = sandbox.aimed(EcrClient.builder()).build();
        ecr.createRepository("shop/api");
    }

    private JsonNode manifest(String digest) throws IOException {
        return new ObjectMapper().readTree(client.batchGetImage(ask -> ask.repositoryName("shop/api").imageIds(ImageIdentifier.builder().imageDigest(digest).build()))
                .images().getFirst().imageManifest());
    }

    private URI url(String layer) {
        return URI.create(client.getDownloadUrlForLayer(ask -> ask.repositoryName("shop/api").layerDigest(layer)).downloadUrl());
    }

    private Answer get(URI url) {
        return s3.answer(new Request("GET", url.getHost(), url.getRawPath(), url.getRawQuery(), Map.of(), new byte[0]));
    }

    @Test
    void aConfigurationIsWhatItsDigestNamesAndHasTheLabels() throws IOException {
        JsonNode config = manifest(ecr.push("shop/api", "v1", new Annotated() {
            @Override
            public Map<String, String> annotations() {
                return Behaviour.GOOD.annotations();
            }

            @Override
            public Map<String, String> labels() {
                return Map.of("b", "2", "a", "1");
            }
        })).path("config");
        URI url = url(config.path("digest").asText());
        Answer got = get(url);

        assertThat(url.getHost()).isEqualTo("prod-eu-central-1-starport-layer-bucket.s3.eu-central-1.amazonaws.com");
        assertThat(got.status()).isEqualTo(200);
        assertThat(Manifest.digestOf(got.body())).isEqualTo(config.path("digest").asText());
        assertThat(got.body()).hasSize(config.path("size").asInt());
        assertThat(got.text()).contains("\"Labels\":{\"a\":\"1\",\"b\":\"2\"}", "\"architecture\":\"amd64\"");
    }

    @Test
    void aUrlIsSignedAndValidForAnHour() throws IOException {
        URI url = url(manifest(ecr.push("shop/api", "v1", Behaviour.GOOD)).path("config").path("digest").asText());
        assertThat(get(URI.create(url.toString().replaceFirst("X-Amz-Expires=3600", "X-Amz-Expires=9999"))).text()).contains("<Code>SignatureDoesNotMatch</Code>");
        sandbox.timeline.runUntil(sandbox.timeline.now().plusSeconds(3590));
        assertThat(get(url).status()).isEqualTo(200);
        sandbox.timeline.runUntil(sandbox.timeline.now().plusSeconds(10));
        assertThat(get(url).status()).isEqualTo(403);
        assertThat(get(url).text()).contains("Request has expired");
    }

    @Test
    void whatIsNotThereAndWhatIsInNoImageHasNone() throws IOException {
        String unknown = "sha256:" + "0".repeat(64);
        String digest = ecr.push("shop/api", "v1", Behaviour.GOOD);
        String config = manifest(digest).path("config").path("digest").asText();
        assertThatThrownBy(() -> url(unknown)).isInstanceOf(LayersNotFoundException.class);
        assertThatThrownBy(() -> client.getDownloadUrlForLayer(ask -> ask.repositoryName("none").layerDigest(unknown))).isInstanceOf(RepositoryNotFoundException.class);
        ecr.archive("shop/api", digest);
        assertThatThrownBy(() -> url(config)).isInstanceOf(LayerInaccessibleException.class);
        ecr.delete("shop/api", digest);
        assertThatThrownBy(() -> url(config)).isInstanceOf(LayerInaccessibleException.class);
    }

    @Test
    void whatWasUploadedComesBackAndALayerOfWhichOnlyTheSizeIsKnownIsNotModelled() throws IOException {
        JsonNode pushed = manifest(ecr.push("shop/api", "v1", Behaviour.GOOD));
        assertThat(get(url(pushed.path("layers").path(0).path("digest").asText())).status()).isEqualTo(501);
        assertThat(sandbox.wire.notModelled()).singleElement().asString().contains("the content of a layer of which only the size is kept");

        String upload = client.initiateLayerUpload(ask -> ask.repositoryName("shop/api")).uploadId();
        client.uploadLayerPart(ask -> ask.repositoryName("shop/api").uploadId(upload).partFirstByte(0L).partLastByte(1L).layerPartBlob(SdkBytes.fromUtf8String("{}")));
        String digest = Manifest.digestOf("{}".getBytes());
        client.completeLayerUpload(ask -> ask.repositoryName("shop/api").uploadId(upload).layerDigests(digest));
        assertThatThrownBy(() -> url(digest)).isInstanceOf(LayerInaccessibleException.class);
        client.putImage(ask -> ask.repositoryName("shop/api").imageTag("v2").imageManifest(pushed.toString().replace(pushed.path("config").path("digest").asText(), digest)));
        assertThat(get(url(digest)).text()).isEqualTo("{}");
    }

    @Test
    void anyOtherWayToAskTheBucketIsNotModelled() {
        String host = ecr.layers().host();
        List.of(new Request("GET", host, "/", "", Map.of(), new byte[0]), new Request("PUT", host, "/", "", Map.of(), new byte[0]),
                new Request("GET", host, "/", "", Map.of("Authorization", List.of("x")), new byte[0])).forEach(request -> assertThat(s3.answer(request).status()).isEqualTo(501));
    }
}
