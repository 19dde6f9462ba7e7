package slipway.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.Fault;
import slipway.sandbox.wire.Wire;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;

/** Real requests over real sockets, to a service of one operation. */
@Timeout(30)
@Isolated
class HttpDoorTest {
    private static final String PREFIX = "AmazonEC2ContainerServiceV20141113.";
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Timeline timeline = new Timeline(Instant.parse("2026-11-27T10:00:00Z"));
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();
    private final Wire wire = new Wire(Place.DEFAULT, new Ids(1)).serve(new Clusters());
    private final LiveTime time = new LiveTime(timeline, 1, System::nanoTime, broken::add);
    private HttpDoor door;

    private static final class Clusters implements Service {
        @Override
        public String signingName() {
            return "ecs";
        }

        @Override
        public Map<String, Operation> operations() {
            return Map.of("DescribeClusters", Operation.of("clusters[], include[]", call -> switch (call.input().path("clusters").path(0).asText()) {
                case "none" -> throw AwsFault.of("ClusterNotFoundException", "Cluster not found.");
                case "bug" -> throw new IllegalStateException("of the sandbox");
                default -> {
                    ObjectNode output = JsonNodeFactory.instance.objectNode();
                    output.putArray("clusters").addObject().put("clusterName", call.input().path("clusters").path(0).asText());
                    yield output;
                }
            }));
        }
    }

    @BeforeEach
    void open() throws IOException {
        door = HttpDoor.at(0);
        time.start();
        door.open(new FrontDoor(Place.DEFAULT, time, wire, request -> Answer.of(200, Map.of("X-Amz-Crc32", "1"), "the engine's own"),
                request -> Answer.of(200, Map.of(), "of a URL: " + request.path())), broken::add);
    }

    @AfterEach
    void close() {
        door.close();
        time.close();
    }

    private EcsClient ecs() {
        return EcsClient.builder().endpointOverride(door.address()).region(Region.EU_CENTRAL_1).httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("person", "sandbox"))).build();
    }

    private HttpRequest.Builder request(String service, String operation) {
        return HttpRequest.newBuilder(door.address()).header("X-Amz-Target", operation).header("Content-Type", "application/x-amz-json-1.1")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=person/20261127/eu-central-1/" + service + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    @Test
    void aCallComesBackAsFromAws() {
        try (EcsClient ecs = ecs()) {
            assertThat(ecs.describeClusters(ask -> ask.clusters("shop")).clusters()).singleElement()
                    .satisfies(cluster -> assertThat(cluster.clusterName()).isEqualTo("shop"));
            assertThatExceptionOfType(ClusterNotFoundException.class).isThrownBy(() -> ecs.describeClusters(ask -> ask.clusters("none")))
                    .withMessageContaining("Cluster not found.");
        }
    }

    @Test
    void whoComesWithAPresignedUrlIsAnsweredByS3() throws Exception {
        assertThat(send(HttpRequest.newBuilder(door.address().resolve("/a/b?X-Amz-Date=1&X-Amz-Signature=ff")).build()).body()).isEqualTo("of a URL: /a/b");
    }

    @Test
    void aBodyMayComeInChunksOfUnknownLength() throws Exception {
        HttpResponse<String> answer = send(request("ecs", PREFIX + "DescribeClusters")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("{\"clusters\":[\"shop\"]}".getBytes(StandardCharsets.UTF_8)))).build());

        assertThat(answer.body()).contains("\"clusterName\":\"shop\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ecs | AmazonEC2ContainerServiceV20141113.Frobnicate       | {}   | 400 | UnknownOperationException | operation ecs:Frobnicate
            ecs | AmazonEC2ContainerServiceV20141113.DescribeClusters | {"a  | 400 | SerializationException    | not JSON
            ecs | AmazonEC2ContainerServiceV20141113.DescribeClusters | [1]  | 400 | SerializationException    | no JSON object
            ecs | AmazonEC2ContainerServiceV20141113.DescribeClusters | {"clusters":["none"]} | 400 | ClusterNotFoundException | Cluster not found.
            ecs | AmazonEC2ContainerServiceV20141113.DescribeClusters | {"shards":1} | 501 | NotModelledBySandbox | parameter shards of ecs:DescribeClusters
            kms | none                                                | {}   | 400 | UnknownOperationException | service kms
            """)
    void whatCannotBeAnsweredIsRefusedWithAwsCode(String service, String target, String body, int status, String code, String says) throws Exception {
        HttpResponse<String> answer = send(request(service, target).POST(BodyPublishers.ofString(body)).build());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-errortype")).contains(code);
        assertThat(answer.body()).contains("\"__type\":\"" + code + "\"", says);
        assertThat(broken).isEmpty();
    }

    @Test
    void formsAreRefusedInXml() throws Exception {
        HttpRequest.Builder form = HttpRequest.newBuilder(door.address()).header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"));
        HttpResponse<String> unsigned = send(form.build());
        HttpResponse<String> unknown = send(form.header("Authorization",
                "AWS4-HMAC-SHA256 Credential=person/20261127/eu-central-1/sts/aws4_request, SignedHeaders=host, Signature=0").build());

        assertThat(unsigned.statusCode()).isEqualTo(403);
        assertThat(unsigned.body()).contains("<Code>MissingAuthenticationToken</Code>");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("<Code>InvalidAction</Code>", "does not model service sts");
    }

    @Test
    void s3IsRefusedInXml() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(door.address()).GET().header("Authorization",
                "AWS4-HMAC-SHA256 Credential=person/20261127/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0").build());

        assertThat(answer.body()).contains("<Code>InvalidAction</Code>", "does not model service s3");
    }

    @Test
    void nobodyIsLetInWithoutASignature() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(door.address()).GET().build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("MissingAuthenticationToken");
    }

    @Test
    void aBodyThatIsTooLargeIsReadToItsEndAndRefused() throws Exception {
        HttpResponse<String> answer = send(request("ecs", PREFIX + "DescribeClusters").POST(BodyPublishers.ofByteArray(new byte[HttpDoor.MOST_BYTES + 1])).build());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("RequestEntityTooLargeException");
    }

    @Test
    void compressedBodiesAreRefusedByName() throws Exception {
        HttpResponse<String> answer = send(request("ecs", PREFIX + "DescribeClusters").header("Content-Encoding", "gzip").POST(BodyPublishers.ofString("{}")).build());

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body()).contains("content encoding gzip");
    }

    @Test
    void aBugOfTheSandboxIsAnInternalFailureAndTold() throws Exception {
        HttpResponse<String> answer = send(request("ecs", PREFIX + "DescribeClusters").POST(BodyPublishers.ofString("{\"clusters\":[\"bug\"]}")).build());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("InternalFailure");
        assertThat(broken).singleElement().satisfies(bug -> assertThat(bug).hasMessage("of the sandbox"));
    }

    @Test
    void anAnswerThatAFaultKeepsAwayClosesTheConnection() {
        wire.disturb(call -> new Fault.Silence(true));

        assertThatThrownBy(() -> send(request("ecs", PREFIX + "DescribeClusters").POST(BodyPublishers.ofString("{}")).build())).isInstanceOf(IOException.class);
        assertThat(broken).isEmpty();
    }

    @Test
    void theEngineAnswersForDynamoDbInThisRegionOnly() throws Exception {
        HttpResponse<String> engines = send(request("dynamodb", "DynamoDB_20120810.Scan").POST(BodyPublishers.ofString("{}")).build());
        HttpResponse<String> elsewhere = send(HttpRequest.newBuilder(door.address()).POST(BodyPublishers.ofString("{}"))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=person/20261127/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0").build());

        assertThat(engines.body()).isEqualTo("the engine's own");
        assertThat(engines.headers().firstValue("x-amz-crc32")).contains("1");
        assertThat(elsewhere.body()).contains("region us-east-1");
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        String body = "{\"clusters\":[\"shop\"]}";
        String text = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: " + PREFIX + "DescribeClusters\r\nAuthorization: "
                + "AWS4-HMAC-SHA256 Credential=person/20261127/eu-central-1/ecs/aws4_request, SignedHeaders=host, Signature=0\r\nContent-Length: " + body.length() + "\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.address().getPort())) {
            socket.getOutputStream().write((text + "\r\n" + body + text + "Connection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        }
    }

    @Test
    void aPortIsTakenOnce() {
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> HttpDoor.at(door.address().getPort()));
    }

    @Test
    void noOtherAddressOfThisMachineIsOpen() {
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), door.address().getPort()).close());
    }
}
