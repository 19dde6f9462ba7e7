package slipway.sandbox.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import slipway.aws.DynamoLedger;
import slipway.rollout.Ledger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoLedgerTest extends LedgerContract {
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static DynamoDbLocal local;
    private static DynamoDbClient client;

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.start(DynamoDbLocal.HOME);
        client = local.client();
    }

    @AfterAll
    static void end() {
        client.close();
        local.close();
    }

    @Override
    protected Ledger empty() {
        String table = "slipway-" + TABLES.incrementAndGet();
        local.createTable(table);
        return DynamoLedger.in(client, table);
    }
}
