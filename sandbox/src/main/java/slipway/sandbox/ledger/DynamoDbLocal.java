package slipway.sandbox.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import slipway.aws.DynamoLedger;

/**
 * AWS's own DynamoDB engine on this machine, as a process of its own: it brings an older SDK, which our class path must
 * not see. It keeps all in memory and ends with {@link #close}, or with this JVM.
 */
public final class DynamoDbLocal implements AutoCloseable {
    /** Where the build puts its jars and native libraries, seen from the module's folder. */
    public static final Path HOME = Path.of("target", "dynamodb-local");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BREATH = Duration.ofMillis(50);

    private final Process process;
    private final Thread hook;
    private final URI endpoint;

    private DynamoDbLocal(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.hook = new Thread(process::destroyForcibly, "end-dynamodb-local");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts it on a free port and returns once it answers.
     *
     * @param home the folder that holds its jars and native libraries
     * @throws IllegalStateException if it isn't there, ends at once, or does not answer within a minute
     */
    public static DynamoDbLocal start(Path home) {
        if (!Files.isDirectory(home)) {
            throw new IllegalStateException("DynamoDB Local is not in " + home.toAbsolutePath() + ": build the sandbox first");
        }
        try {
            int port = freePort();
            Process process = new ProcessBuilder(command(home, port)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            DynamoDbLocal started = new DynamoDbLocal(process, URI.create("http://127.0.0.1:" + port));
            started.awaitAnswer();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local can't be started", e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Returns what becomes of the process, with its exit code, once it has ended for whatever reason. */
    public CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Returns a new client of it; any credentials do. */
    public DynamoDbClient client() {
        return DynamoDbClient.builder().endpointOverride(endpoint).region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    }

    /** Makes an empty table with the ledger's keys. */
    public void createTable(String name) {
        try (DynamoDbClient client = client()) {
            client.createTable(ask -> ask.tableName(name).billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(string(DynamoLedger.PARTITION), string(DynamoLedger.SORT))
                    .keySchema(key(DynamoLedger.PARTITION, KeyType.HASH), key(DynamoLedger.SORT, KeyType.RANGE)));
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook does it.
        }
        process.destroyForcibly();
    }

    private void awaitAnswer() {
        try (DynamoDbClient client = client()) {
            long breaths = PATIENCE.dividedBy(BREATH);
            for (long breath = 0; breath < breaths; breath++) {
                if (process.waitFor(BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("DynamoDB Local ended at once, with exit code " + process.exitValue());
                }
                if (answers(client)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException("DynamoDB Local did not answer within " + PATIENCE.toSeconds() + " s");
    }

    private static boolean answers(DynamoDbClient client) {
        try {
            client.listTables();
            return true;
        } catch (SdkClientException e) {
            return false;
        }
    }

    private static List<String> command(Path home, int port) {
        String java = ProcessHandle.current().info().command()
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m", "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path=" + home, "-cp", home + "/*", "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                "-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static AttributeDefinition string(String name) {
        return AttributeDefinition.builder().attributeName(name).attributeType(ScalarAttributeType.S).build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
