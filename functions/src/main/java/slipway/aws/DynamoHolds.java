package slipway.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import slipway.codec.Json;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.rollout.Holds;

/** The holds, one item each; it has the time when it began as an attribute, since the newest of a digest stays. */
record DynamoHolds(DynamoTable table) implements Holds {
    private static final String SINCE = "since";

    @Override
    public Optional<Hold> find(TargetName target, Digest digest) {
        return table.read(DynamoKeys.hold(target, digest), Hold.class);
    }

    @Override
    public void remove(TargetName target, Digest digest) {
        Faults.in("dynamodb:DeleteItem", () -> table.client().deleteItem(ask -> ask.tableName(table.name())
                .key(DynamoKeys.hold(target, digest).attributes())));
    }

    @Override
    public List<Hold> of(TargetName target) {
        return table.query(DynamoKeys.partition(target), DynamoKeys.HOLD, true, Integer.MAX_VALUE).stream()
                .map(item -> Json.read(item.get(DynamoTable.BODY).s(), Hold.class)).toList();
    }

    @Override
    public void put(Hold hold) {
        Map<String, AttributeValue> item = DynamoTable.item(DynamoKeys.hold(hold.target(), hold.digest()), hold);
        item.put(SINCE, DynamoTable.text(DynamoKeys.time(hold.at())));
        try {
            table.client().putItem(ask -> ask.tableName(table.name()).item(item)
                    .conditionExpression("attribute_not_exists(since) or since <= :since")
                    .expressionAttributeValues(Map.of(":since", item.get(SINCE))));
        } catch (ConditionalCheckFailedException e) {
            // A newer hold of the same digest stays: this is a late repeat of an older one.
        } catch (SdkException e) {
            throw Faults.of("dynamodb:PutItem", e);
        }
    }
}
