package slipway.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
    public void remove(TargetName target, Digest digest, Instant asked) {
        Map<String, AttributeValue> released = new HashMap<>(DynamoKeys.released(target, digest).attributes());
        released.put(SINCE, since(asked));
        // Else what began later stays: this is a late repeat.
        write(target, 0, delete(target, digest, asked), put(released));
    }

    @Override
    public void proven(TargetName target, Digest digest, long claim, Instant began) {
        // Else a person has held it since: that stays.
        write(target, claim, delete(target, digest, began));
    }

    @Override
    public List<Hold> of(TargetName target) {
        return table.query(DynamoKeys.partition(target), DynamoKeys.HOLD, true, Integer.MAX_VALUE).stream()
                .map(item -> Json.read(item.get(DynamoTable.BODY).s(), Hold.class)).toList();
    }

    @Override
    public void put(Hold hold, long claim) {
        Map<String, AttributeValue> item = DynamoTable.item(DynamoKeys.hold(hold.target(), hold.digest()), hold);
        item.put(SINCE, since(hold.at()));
        // Else a newer hold of the same digest stays, or a person's release: this is a late repeat of an older one.
        TransactWriteItem put = put(item);
        if (claim > 0) {
            write(hold.target(), claim, put);
        } else {
            write(hold.target(), 0, put, TransactWriteItem.builder().conditionCheck(check -> check.tableName(table.name())
                    .key(DynamoKeys.released(hold.target(), hold.digest()).attributes()).conditionExpression(NOT_SINCE)
                    .expressionAttributeValues(Map.of(":since", item.get(SINCE)))).build());
        }
    }

    private TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(put -> put.tableName(table.name()).item(item)
                .conditionExpression(NOT_SINCE).expressionAttributeValues(Map.of(":since", item.get(SINCE)))).build();
    }

    private TransactWriteItem delete(TargetName target, Digest digest, Instant since) {
        return TransactWriteItem.builder().delete(delete -> delete.tableName(table.name())
                .key(DynamoKeys.hold(target, digest).attributes()).conditionExpression(NOT_SINCE)
                .expressionAttributeValues(Map.of(":since", since(since)))).build();
    }

    private static AttributeValue since(Instant at) {
        return DynamoTable.text(DynamoKeys.time(at));
    }

    private void write(TargetName target, long claim, TransactWriteItem... writes) {
        List<TransactWriteItem> all = new ArrayList<>(List.of(writes));
        if (claim > 0) {
            all.add(DynamoClaims.holds(table, target, claim));
        }
        try {
            table.client().transactWriteItems(ask -> ask.transactItems(all));
        } catch (TransactionCanceledException e) {
            List<String> reasons = e.cancellationReasons().stream().map(CancellationReason::code).toList();
            if (claim > 0 && REFUSED.equals(reasons.getLast())) {
                throw new Interrupted("claim is another's by now", e).with("target", target).with("claim", claim);
            }
            if (!reasons.contains(REFUSED)) {
                throw new TryAgain("the ledger was written by another at the same time", e).with("target", target);
            }
        } catch (SdkException e) {
            throw Faults.of("dynamodb:PutItem", e);
        }
    }
}
