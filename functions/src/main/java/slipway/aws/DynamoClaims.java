package slipway.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import slipway.codec.Json;
import slipway.release.TargetName;
import slipway.rollout.Claims;
import slipway.rollout.TargetState;

/** Each target's state is one item; it is replaced only at the version that was read. */
record DynamoClaims(DynamoTable table) implements Claims {
    @Override
    public TargetState read(TargetName target) {
        return table.read(DynamoKeys.state(target), TargetState.class).orElseGet(() -> TargetState.unknown(target));
    }

    @Override
    public boolean replace(TargetState read, TargetState wanted) {
        TargetState next = wanted.withVersion(read.version() + 1);
        try {
            table.client().putItem(ask -> ask.tableName(table.name()).item(item(next))
                    .conditionExpression(read.version() == 0 ? "attribute_not_exists(pk)" : "version = :read")
                    .expressionAttributeValues(read.version() == 0 ? null : Map.of(":read", DynamoTable.number(read.version())))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException e) {
            // The reply to a write of ours may have been lost: then what is there is what we wanted.
            return stored(e).equals(Optional.of(next));
        } catch (SdkException e) {
            throw Faults.of("dynamodb:PutItem", e);
        }
    }

    /** The part of a transaction that refuses it unless the target is held under this claim. */
    static TransactWriteItem holds(DynamoTable table, TargetName target, long claim) {
        return TransactWriteItem.builder().conditionCheck(check -> check.tableName(table.name())
                .key(DynamoKeys.state(target).attributes()).conditionExpression("claim = :claim")
                .expressionAttributeValues(Map.of(":claim", DynamoTable.number(claim)))).build();
    }

    private static Map<String, AttributeValue> item(TargetState state) {
        Map<String, AttributeValue> item = new HashMap<>(DynamoTable.item(DynamoKeys.state(state.target()), state));
        item.put("version", DynamoTable.number(state.version()));
        state.claim().ifPresent(claim -> item.put("claim", DynamoTable.number(claim.number())));
        return item;
    }

    private static Optional<TargetState> stored(ConditionalCheckFailedException e) {
        return e.hasItem() ? Optional.of(Json.read(e.item().get(DynamoTable.BODY).s(), TargetState.class)) : Optional.empty();
    }
}
