package slipway.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import slipway.aws.Aws;
import slipway.rollout.Ledger;
import slipway.sandbox.cloud.Denied;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Need;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The ledger on AWS's own engine; and after each test: the rights that the sandbox asks for are those that the adapters' calls need. */
class DynamoLedgerTest extends LedgerContract {
    private static final AtomicInteger TABLES = new AtomicInteger();
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
        Ledger ledger = new Aws(http, Region.EU_CENTRAL_1, StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")),
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

    @AfterEach
    void theRightsThatAreAskedForAreThoseOfTheCalls() {
        assertThat(asked).isEqualTo(http.actions());
    }
}
