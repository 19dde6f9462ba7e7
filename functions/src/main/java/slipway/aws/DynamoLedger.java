package slipway.aws;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import slipway.rollout.Ledger;

/** The ledger in one DynamoDB table with the string keys {@link #PARTITION} and {@link #SORT}. */
public final class DynamoLedger {
    /** The partition key's name. */
    public static final String PARTITION = "pk";

    /** The sort key's name. */
    public static final String SORT = "sk";

    private DynamoLedger() {}

    /** @param history how long the record of a deployment is kept after its end; absent: for ever */
    public static Ledger in(DynamoDbClient client, String tableName, Optional<Duration> history) {
        DynamoTable table = new DynamoTable(client, tableName);
        return new Ledger(new DynamoTargets(table), new DynamoClaims(table), new DynamoRecords(table, history), new DynamoHolds(table),
                new DynamoFreezes(table), new DynamoTold(table), new DynamoSightings(table));
    }
}
