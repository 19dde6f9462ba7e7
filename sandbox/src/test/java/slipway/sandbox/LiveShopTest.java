package slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.asl.Listener;
import slipway.sandbox.cloud.ecr.Manifest;
import slipway.sandbox.http.HttpDoor;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/** A whole shop in wall time: real clients over HTTP, Slipway inside, its ledger on DynamoDB Local. */
@Timeout(90)
@Isolated
class LiveShopTest {
    private static final Path HOME = Path.of("..");
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static final List<Throwable> BROKEN = new CopyOnWriteArrayList<>();
    private static LiveShop live;

    @BeforeAll
    static void open() throws IOException {
        live = LiveShop.open(options(HOME), HttpDoor.at(0), _ -> {});
    }

    @AfterAll
    static void close() {
        live.close();
    }

    private static LiveShop.Options options(Path home) {
        return new LiveShop.Options(home, 1, 100, NOW, System::nanoTime, BROKEN::add);
    }

    private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(live.address()).region(Region.EU_CENTRAL_1).httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("person", "sandbox"))).build();
    }

    private static CountDownLatch goesLive(String machine) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        live.in(() -> {
            live.shop().aws().machines().listen(new Listener() {
                @Override
                public void changed(Execution execution) {
                    if (execution.identity().machineArn().equals(live.shop().aws().stack().arn(machine)) && execution.output().map(output -> output.path("ending").asText()).filter("SUCCEEDED"::equals).isPresent()) {
                        ended.countDown();
                    }
                }
            });
            return null;
        });
        return ended;
    }

    @Test
    void aPushOverHttpGoesLiveAndIsInTheTable() throws Exception {
        Manifest image = new Manifest(Files.readString(HOME.resolve("examples/images/works.json")), "");
        CountDownLatch ended = goesLive("DeployMachine");
        client(EcrClient.builder()).putImage(ask -> ask.repositoryName("shop/api").imageTag("v2").imageManifest(image.text()));

        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(client(EcsClient.builder()).describeServices(ask -> ask.cluster("shop").services("api")).services().getFirst().deployments()).hasSize(1);
        assertThat(live.in(() -> live.shop().service("api").images().get("api"))).containsExactly(image.digest());
        List<String> keys = client(DynamoDbClient.builder()).scan(ask -> ask.tableName(LiveShop.TABLE)).items().stream()
                .map(item -> item.getOrDefault("pk", AttributeValue.fromS("")).s()).toList();
        assertThat(keys).contains("TARGET#shop-api").anyMatch(key -> key.startsWith("DEPLOYMENT#shop-api-"));
        assertThat(BROKEN).isEmpty();
    }

    @Test
    void itsClockShowsTheGivenTimeAndGoesOn() throws Exception {
        assertThat(live.in(() -> live.shop().aws().timeline().now())).isAfter(NOW).isBefore(NOW.plusSeconds(100 * 90));
    }

    @Test
    void theTableIsTheOneThatTheStackNames() {
        assertThat(live.shop().aws().stack().arn("Ledger")).endsWith(":table/" + LiveShop.TABLE);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }

    @Test
    void withoutDynamoDbLocalThereIsNoShopAndThePortIsFreeAgain(@TempDir Path unbuilt) throws IOException {
        for (String part : List.of("template.yaml", "statemachine", "examples")) {
            copy(HOME.resolve(part), unbuilt.resolve(part));
        }
        HttpDoor door = HttpDoor.at(0);
        int port = door.address().getPort();

        assertThatIllegalStateException().isThrownBy(() -> LiveShop.open(options(unbuilt), door, _ -> {}))
                .withMessageContaining("build the sandbox first");
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
    }
}
