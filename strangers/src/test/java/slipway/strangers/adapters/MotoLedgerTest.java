package slipway.strangers.adapters;

import org.junit.jupiter.api.AfterEach;
import slipway.aws.DynamoLedger;
import slipway.rollout.Ledger;
import slipway.sandbox.ledger.LedgerContract;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The ledger's contract on a DynamoDB that neither we nor AWS wrote; its home contract runs on AWS's own engine. */
class MotoLedgerTest extends LedgerContract {
    private final World world = Stage.MOTO.world();
    private final String table = World.fresh("slipway");

    @Override
    protected Ledger empty() {
        try (DynamoDbClient client = world.client(DynamoDbClient.builder())) {
            client.createTable(ask -> ask.tableName(table).billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(key(DynamoLedger.PARTITION, KeyType.HASH), key(DynamoLedger.SORT, KeyType.RANGE))
                    .attributeDefinitions(text(DynamoLedger.PARTITION), text(DynamoLedger.SORT)));
        }
        return world.aws().ledger(table);
    }

    @AfterEach
    void end() {
        try (DynamoDbClient client = world.client(DynamoDbClient.builder())) {
            client.deleteTable(ask -> ask.tableName(table));
        }
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder().attributeName(name).attributeType(ScalarAttributeType.S).build();
    }
}
