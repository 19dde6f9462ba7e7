package slipway.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import slipway.codec.Json;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.Hold;
import slipway.rollout.Holds;
import slipway.rollout.Interrupted;
import slipway.rollout.TryAgain;

/** The holds, one item each; it has the time when it began as an attribute, since the newest of a digest stays. */
record DynamoHolds(DynamoTable table) implements Holds {
    private static final String SINCE = "since";
    private static final String NOT_SINCE = "attribute_not_exists(since) or since <= :since";
    private static final String REFUSED = "ConditionalCheckFailed";

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
    public void proven(TargetName target, Digest digest, long claim, Instant began) {
        // Else a person has held it since: that stays.
        write(target, claim, TransactWriteItem.builder().delete(delete -> delete.tableName(table.name())
                .key(DynamoKeys.hold(target, digest).attributes()).conditionExpression(NOT_SINCE)
                .expressionAttributeValues(Map.of(":since", DynamoTable.text(DynamoKeys.time(began))))).build());
    }

    @Override
    public List<Hold> of(TargetName target) {
        return table.query(DynamoKeys.partition(target), DynamoKeys.HOLD, true, Integer.MAX_VALUE).stream()
                .map(item -> Json.read(item.get(DynamoTable.BODY).s(), Hold.class)).toList();
    }

    @Override
    public void put(Hold hold, long claim) {
        Map<String, AttributeValue> item = DynamoTable.item(DynamoKeys.hold(hold.target(), hold.digest()), hold);
        item.put(SINCE, DynamoTable.text(DynamoKeys.time(hold.at())));
        // Else a newer hold of the same digest stays: this is a late repeat of an older one.
        write(hold.target(), claim, TransactWriteItem.builder().put(put -> put.tableName(table.name()).item(item)
                .conditionExpression(NOT_SINCE)
                .expressionAttributeValues(Map.of(":since", item.get(SINCE)))).build());
    }

    private void write(TargetName target, long claim, TransactWriteItem write) {
        List<TransactWriteItem> all = claim == 0 ? List.of(write) : List.of(write, DynamoClaims.holds(table, target, claim));
        try {
            table.client().transactWriteItems(ask -> ask.transactItems(all));
        } catch (TransactionCanceledException e) {
            List<String> reasons = e.cancellationReasons().stream().map(CancellationReason::code).toList();
            if (reasons.size() > 1 && REFUSED.equals(reasons.get(1))) {
                throw new Interrupted("claim is another's by now", e).with("target", target).with("claim", claim);
            }
            if (!REFUSED.equals(reasons.getFirst())) {
                throw new TryAgain("the ledger was written by another at the same time", e).with("target", target);
            }
        } catch (SdkException e) {
            throw Faults.of("dynamodb:PutItem", e);
        }
    }
}
