package slipway.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import slipway.aws.DynamoTable.Key;
import slipway.codec.Json;
import slipway.release.TargetName;
import slipway.rollout.Freeze;
import slipway.rollout.Freezes;
import slipway.rollout.Situation;
import slipway.rollout.TargetState;

/**
 * The freezes, one item each in one partition, so that all of them are one query and those of a target come with its state. An item has the time when it
 * was asked for as an attribute, since the newest word stays; an unfreeze stays there too, or a freeze that comes late would not know of it.
 */
record DynamoFreezes(DynamoTable table) implements Freezes {
    private static final String SINCE = "since";
    private static final String UNFROZEN = "unfrozen";

    @Override
    public Situation situation(TargetName target) {
        Key state = DynamoKeys.state(target);
        TargetState found = TargetState.unknown(target);
        List<Freeze> freezes = new ArrayList<>();
        for (var item : table.get(List.of(state, DynamoKeys.freeze(target), DynamoKeys.freeze(TargetName.ALL)))) {
            if (item.get(DynamoLedger.PARTITION).s().equals(state.pk())) {
                found = Json.read(item.get(DynamoTable.BODY).s(), TargetState.class);
            } else if (!item.containsKey(UNFROZEN)) {
                freezes.add(freeze(item));
            }
        }
        return new Situation(found, freezes);
    }

    @Override
    public List<Freeze> all() {
        return table.query(DynamoKeys.FREEZES, "", true, Integer.MAX_VALUE).stream()
                .filter(item -> !item.containsKey(UNFROZEN)).map(DynamoFreezes::freeze).toList();
    }

    @Override
    public boolean put(Freeze freeze) {
        return write(DynamoTable.item(DynamoKeys.freeze(freeze.target()), freeze), freeze.since(), "attribute_not_exists(since) or since < :since");
    }

    @Override
    public boolean remove(TargetName target, Instant asked) {
        // A version of ours that runs on from before an update reads each item as a freeze: this one is long over.
        Freeze over = new Freeze(target, "it was unfrozen", "nobody", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        Map<String, AttributeValue> item = DynamoTable.item(DynamoKeys.freeze(target), over);
        item.put(UNFROZEN, AttributeValue.fromBool(true));
        return write(item, asked, "attribute_not_exists(since) or since <= :since");
    }

    private boolean write(Map<String, AttributeValue> item, Instant since, String nothingNewer) {
        item.put(SINCE, DynamoTable.text(DynamoKeys.time(since)));
        try {
            table.client().putItem(ask -> ask.tableName(table.name()).item(item).conditionExpression(nothingNewer)
                    .expressionAttributeValues(Map.of(":since", item.get(SINCE))));
            return true;
        } catch (ConditionalCheckFailedException newer) {
            return false;
        } catch (SdkException e) {
            throw Faults.of("dynamodb:PutItem", e);
        }
    }

    private static Freeze freeze(Map<String, AttributeValue> item) {
        return Json.read(item.get(DynamoTable.BODY).s(), Freeze.class);
    }
}
