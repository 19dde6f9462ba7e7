package slipway.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slipway.aws.Aws;
import slipway.codec.Json;
import slipway.release.Target;
import slipway.rollout.Ledger;
import slipway.sandbox.cloud.Denied;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Need;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The ledger on AWS's own engine; and after each test: the rights that the sandbox asks for are those that the adapters' calls need. */
class DynamoLedgerTest extends LedgerContract {
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final StaticCredentialsProvider LOCAL = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    private static DynamoDbLocal local;
    private static Overheard http;

    /** Contracts call from several threads at once. */
    private final Set<String> asked = new ConcurrentSkipListSet<>();

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.start(DynamoDbLocal.HOME);
        http = new Overheard(new LoopbackClient(local::endpoint));
    }

    @AfterAll
    static void end() {
        http.close();
        local.close();
    }

    @Override
    protected Ledger empty() {
        String table = "slipway-" + TABLES.incrementAndGet();
        local.createTable(table);
        http.actions();
        Ledger ledger = new Aws(http, Region.EU_CENTRAL_1, LOCAL,
                InstantSource.system()).ledger(table);
        return GuardedLedger.of(ledger, listening(), "function", "arn:aws:dynamodb:eu-central-1:123456789012:table/" + table);
    }

    private Guard listening() {
        return new Guard() {
            @Override
            public boolean restricts(String caller) {
                return true;
            }

            @Override
            public Optional<Denied> refuses(String caller, Need need) {
                asked.add(need.action());
                return Optional.empty();
            }
        };
    }

    /** The document changes after an update of Slipway: what stands in the table is in the words of before. */
    @Test
    void whatAnOlderSlipwayHasEnrolledIsReadAndCanBeChanged() {
        Target target = Samples.target("a", "shop/api");
        ledger.targets().enrol(target);
        Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("TARGETS"), "sk", AttributeValue.fromS("a"));
        try (SdkHttpClient own = new LoopbackClient(local::endpoint); DynamoDbClient table = DynamoDbClient.builder().httpClient(own).region(Region.EU_CENTRAL_1).credentialsProvider(LOCAL).build()) {
            String name = "slipway-" + TABLES.get();
            ObjectNode body = (ObjectNode) Json.read(table.getItem(ask -> ask.tableName(name).key(key)).item().get("body").s(), JsonNode.class);
            body.remove(List.of("audience", "precautions", "whileDeploying"));
            ((ObjectNode) body.path("limits")).remove("watch");
            table.updateItem(ask -> ask.tableName(name).key(key).updateExpression("SET body = :old").expressionAttributeValues(Map.of(":old", AttributeValue.fromS(body.toString()))));
        }
        assertThat(ledger.targets().find(target.name())).contains(target);

        ledger.targets().enrol(Samples.target("a", "shop/web"));

        assertThat(ledger.targets().find(target.name())).contains(Samples.target("a", "shop/web"));
        assertThat(ledger.targets().following("shop/api")).isEmpty();
    }

    @AfterEach
    void theRightsThatAreAskedForAreThoseOfTheCalls() {
        assertThat(asked).isEqualTo(http.actions());
    }
}
