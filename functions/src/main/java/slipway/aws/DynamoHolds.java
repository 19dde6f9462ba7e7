package slipway.aws;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.rollout.Holds;

/** The holds, one item each. */
record DynamoHolds(DynamoTable table) implements Holds {
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
    public void put(Hold hold) {
        try {
            table.client().putItem(ask -> ask.tableName(table.name())
                    .item(DynamoTable.item(DynamoKeys.hold(hold.target(), hold.digest()), hold))
                    .conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException e) {
            // An older hold of the same digest stays: it tells when this began.
        } catch (SdkException e) {
            throw Faults.of("dynamodb:PutItem", e);
        }
    }
}
