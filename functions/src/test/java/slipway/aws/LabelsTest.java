package slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.release.Digest;
import slipway.release.Repository;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** Labels are told where they can be had at once, from S3 and whole; else nothing is. */
class LabelsTest {
    private static final Repository API = new Repository("123456789012", "eu-central-1", "shop/api");
    private static final String HOST = "prod-eu-central-1-starport-layer-bucket.s3.eu-central-1.amazonaws.com";
    private static final String URL = "https://" + HOST + "/a/b?X-Amz-Signature=secret";
    private static final String CONFIG = "{\"config\":{\"Labels\":{\"a\":\"1\",\"b\":2,\"c\":null}}}";

    private static Canned wire(String url) {
        return new Canned().on("GetDownloadUrlForLayer", "{\"downloadUrl\":\"" + url + "\"}");
    }

    private static Map<String, String> labels(Canned wire, String config) {
        return labels(wire, Optional.empty()).of(API, digest(config));
    }

    private static Labels labels(SdkHttpClient http, Optional<Duration> patience) {
        Clients clients = new Clients(http, Region.EU_CENTRAL_1, StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")), 1, _ -> {});
        return new Labels(clients.ecr(), http, clients.labels().suffix(), patience);
    }

    private static Digest digest(String text) {
        try {
            return new Digest("sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes())));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void theyAreInTheConfigurationThatItsDigestNames() {
        Canned wire = wire(URL).on(HOST, CONFIG);
        assertThat(labels(wire, CONFIG)).isEqualTo(Map.of("a", "1", "b", "2", "c", ""));
        assertThat(wire.bodies("GetDownloadUrlForLayer")).singleElement().asString()
                .contains("\"registryId\":\"123456789012\"", "\"repositoryName\":\"shop/api\"", "\"layerDigest\":\"" + digest(CONFIG) + "\"");
        assertThat(labels(wire, CONFIG.replace('1', '2'))).as("bytes of another digest").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"config\":[]}", "{\"config\":{\"Labels\":null}}", "{\"config\":{\"Labels\":[\"a\"]}}", "\u0000"})
    void aConfigurationThatSaysNothingHasNone(String config) {
        assertThat(labels(wire(URL).on(HOST, config), config)).isEmpty();
    }

    /** A wire without an answer fails the test if it is asked. */
    @ParameterizedTest
    @ValueSource(strings = {"http://x.s3.eu-central-1.amazonaws.com/a", "https://example.com/a", "https://amazonaws.com.example.com/a", "https://evilamazonaws.com/a",
        "https://u:p@x.s3.amazonaws.com/a", "https:/a", "file:///etc/passwd", "no url", ""})
    void noneButAwssHostsIsAskedAndOnlyByHttps(String url) {
        assertThat(labels(wire(url), CONFIG)).isEmpty();
        assertThat(labels(new Canned().on("GetDownloadUrlForLayer", "{}"), CONFIG)).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotReadToItsEnd() {
        String large = CONFIG + " ".repeat(1024 * 1024);
        assertThat(labels(wire(URL).on(HOST, large), large)).isEmpty();
    }

    @Test
    void whoIsRefusedIsToldNothing() {
        assertThat(labels(new Canned().fault("GetDownloadUrlForLayer", 400, "AccessDeniedException"), CONFIG)).isEmpty();
        assertThat(labels(new Canned().fault("GetDownloadUrlForLayer", 400, "LayerInaccessibleException"), CONFIG)).isEmpty();
        assertThat(labels(new Canned().fault("GetDownloadUrlForLayer", 500, "ServerException"), CONFIG)).isEmpty();
        assertThat(labels(wire(URL).on(HOST, 403, CONFIG, Map.of()), CONFIG)).isEmpty();
        assertThat(labels(wire(URL).on(HOST, 307, CONFIG, Map.of("Location", "https://x.s3.amazonaws.com/")), CONFIG)).isEmpty();
        assertThat(labels(wire(URL).on(HOST, 0, "", Map.of()), CONFIG)).isEmpty();
    }

    /** As where no route leads from a function to S3. */
    @Test
    @Timeout(30)
    void nobodyWaitsForThem() {
        CountDownLatch never = new CountDownLatch(1);
        Canned wire = wire(URL);
        assertThat(labels(instead(wire, () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("interrupted");
        }), Optional.of(Duration.ofMillis(50))).of(API, digest(CONFIG))).isEmpty();
        assertThat(labels(wire.on(HOST, CONFIG), Optional.of(Duration.ofSeconds(20))).of(API, digest(CONFIG))).containsEntry("a", "1");
        assertThat(labels(instead(wire, () -> {
            throw new IllegalStateException("a bug");
        }), Optional.of(Duration.ofSeconds(20))).of(API, digest(CONFIG))).isEmpty();
    }

    private interface Answering {
        HttpExecuteResponse call() throws IOException;
    }

    private static SdkHttpClient instead(Canned ecr, Answering s3) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                ExecutableHttpRequest own = ecr.prepareRequest(request);
                return !request.httpRequest().host().equals(HOST) ? own : new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() throws IOException {
                        return s3.call();
                    }

                    @Override
                    public void abort() {
                        // It hears nothing.
                    }
                };
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
