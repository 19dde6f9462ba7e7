package slipway.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import slipway.rollout.Ledger;

/** The ledger in one DynamoDB table with the string keys {@link #PARTITION} and {@link #SORT}. */
public final class DynamoLedger {
    /** The partition key's name. */
    public static final String PARTITION = "pk";

    /** The sort key's name. */
    public static final String SORT = "sk";

    private DynamoLedger() {}

    public static Ledger in(DynamoDbClient client, String tableName) {
        DynamoTable table = new DynamoTable(client, tableName);
        return new Ledger(new DynamoTargets(table), new DynamoClaims(table), new DynamoRecords(table), new DynamoHolds(table),
                new DynamoFreezes(table), new DynamoTold(table), new DynamoSightings(table));
    }
}
