package slipway.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Timeline;
import slipway.sandbox.cloud.cloudwatch.CloudWatch;
import slipway.sandbox.http.FrontDoor;
import slipway.sandbox.http.HttpDoor;
import slipway.sandbox.http.LiveTime;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** CloudWatch's two protocols, byte by byte. */
@Timeout(30)
class CborProtocolTest {
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/service/GraniteServiceVersion20100801/operation/DescribeAlarms";

    private final Timeline timeline = new Timeline(Instant.parse("2026-11-28T10:00:00.250Z"));
    private final CloudWatch cloudWatch = new CloudWatch(Place.DEFAULT, timeline, _ -> true);
    private final Wire wire = new Wire(Place.DEFAULT, new Ids(1)).serve(cloudWatch);

    CborProtocolTest() {
        cloudWatch.metric("errors");
    }

    private Answer ask(String path, Map<String, List<String>> headers, byte[] body) throws Exception {
        Map<String, List<String>> signed = new HashMap<>(headers);
        signed.put("Authorization", List.of("AWS4-HMAC-SHA256 Credential=person/20261128/eu-central-1/monitoring/aws4_request, SignedHeaders=host, Signature=0"));
        return wire.answer(new Request("POST", "monitoring.eu-central-1.amazonaws.com", path, signed, body));
    }

    private Answer askCbor(String input) throws Exception {
        return ask(PATH, Map.of("Smithy-Protocol", List.of("rpc-v2-cbor"), "Content-Type", List.of("application/cbor")), CBOR.writeValueAsBytes(JSON.readTree(input.replace('\'', '"'))));
    }

    @Test
    void anAnswerIsACborMapWithTimesAsDoublesOfTagOne() throws Exception {
        Answer answer = askCbor("{'AlarmNames':['errors']}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("smithy-protocol", "rpc-v2-cbor").containsEntry("Content-Type", "application/cbor").containsKey("x-amzn-RequestId");
        assertThat(CBOR.readTree(answer.body()).path("MetricAlarms").path(0).path("AlarmName").asText()).isEqualTo("errors");
        int times = 0;
        try (CBORParser parser = new CBORFactory().createParser(answer.body())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean time = token.isScalarValue() && String.valueOf(parser.currentName()).endsWith("Timestamp");
                assertThat(parser.getCurrentTag()).as(parser.currentName() + " " + token).isEqualTo(time ? 1 : -1);
                if (time) {
                    times++;
                    assertThat(token).isEqualTo(JsonToken.VALUE_NUMBER_FLOAT);
                    assertThat(parser.getDoubleValue()).isEqualTo(1_795_860_000.25);
                }
            }
        }
        assertThat(times).isEqualTo(3);
    }

    @Test
    void anErrorHasItsTypeInTheBodyAndItsOldCodeInAHeader() throws Exception {
        Answer answer = askCbor("{'MaxRecords':0}");

        JsonNode body = CBOR.readTree(answer.body());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("smithy-protocol", "rpc-v2-cbor").containsEntry("x-amzn-query-error", "ValidationError;Sender");
        assertThat(body.path("__type").asText()).isEqualTo("com.amazonaws.cloudwatch.v2010_08_01#ValidationException");
        assertThat(body.path("message").asText()).contains("Value '0' at 'maxRecords'");
        wire.disturb(_ -> Fault.internal(false));
        assertThat(askCbor("{}").headers()).containsEntry("x-amzn-query-error", "InternalFailure;Receiver");
    }

    @ParameterizedTest
    @CsvSource({"/service/GraniteServiceVersion20100801/operation/Frobnicate, rpc-v2-cbor, a0, 400, operation monitoring:Frobnicate",
        "/service/Other/operation/DescribeAlarms, rpc-v2-cbor, a0, 400, Should be POST", "/, rpc-v2-cbor, a0, 400, Should be POST",
        "/service/GraniteServiceVersion20100801/operation/DescribeAlarms, rpc-v3-cbor, a0, 400, rpc-v3-cbor",
        "/service/GraniteServiceVersion20100801/operation/DescribeAlarms, rpc-v2-cbor, 80, 400, no CBOR map",
        "/service/GraniteServiceVersion20100801/operation/DescribeAlarms, rpc-v2-cbor, a1, 400, not CBOR",
        "/service/GraniteServiceVersion20100801/operation/DescribeAlarms, rpc-v2-cbor, a16141f6, 501, parameter A of monitoring:DescribeAlarms"})
    void strangeRequestsAreRefusedInThisProtocolToo(String path, String protocol, String hex, int status, String says) throws Exception {
        Answer answer = ask(path, Map.of("smithy-protocol", List.of(protocol)), HexFormat.of().parseHex(hex));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(CBOR.readTree(answer.body()).path("message").asText()).contains(says);
    }

    /** As botocore asks; its models let it choose. */
    @Test
    void withoutTheHeaderItIsJson() throws Exception {
        Answer answer = ask("/", Map.of("X-Amz-Target", List.of("GraniteServiceVersion20100801.DescribeAlarms")), "{\"AlarmNames\":[\"errors\"]}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.headers()).containsEntry("Content-Type", "application/x-amz-json-1.0");
        assertThat(JSON.readTree(answer.body()).path("MetricAlarms").path(0).path("StateUpdatedTimestamp").asDouble()).isEqualTo(1_795_860_000.25);
        assertThat(ask("/", Map.of("X-Amz-Target", List.of("GraniteServiceVersion20100801.DescribeAlarms")), "{\"MaxRecords\":0}".getBytes(StandardCharsets.UTF_8)).headers())
                .containsEntry("x-amzn-errortype", "ValidationException").containsEntry("x-amzn-query-error", "ValidationError;Sender");
    }

    @Test
    void theSdkSpeaksItOverHttpToo() throws Exception {
        LiveTime time = new LiveTime(timeline, 1, System::nanoTime, broken -> { throw new AssertionError(broken); });
        try (HttpDoor door = HttpDoor.at(0); CloudWatchClient client = client(door.address())) {
            time.start();
            door.open(new FrontDoor(Place.DEFAULT, time, wire, _ -> { throw new AssertionError("not DynamoDB"); }, _ -> { throw new AssertionError("not S3"); }), broken -> { throw new AssertionError(broken); });
            assertThat(client.describeAlarms().metricAlarms()).extracting(MetricAlarm::alarmName).containsExactly("errors");
            time.call(() -> {
                cloudWatch.fire("errors", "7 errors");
                return null;
            });
            assertThat(client.describeAlarms().metricAlarms()).extracting(MetricAlarm::stateReason).containsExactly("7 errors");
            assertThatThrownBy(() -> client.describeAlarms(ask -> ask.maxRecords(0))).isInstanceOf(CloudWatchException.class).hasMessageContaining("maxRecords");
        } finally {
            time.close();
        }
    }

    private static CloudWatchClient client(URI address) {
        return CloudWatchClient.builder().endpointOverride(address).region(Region.EU_CENTRAL_1).httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("person", "sandbox"))).build();
    }
}
