package slipway.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import slipway.codec.Json;
import slipway.rollout.BadInput;
import slipway.rollout.TryAgain;

/**
 * The ledger's one table: a partition key {@code pk}, a sort key {@code sk}, both strings, the value as JSON in
 * {@code body}. Every read is consistent, since the ledger is what decides.
 */
record DynamoTable(DynamoDbClient client, String name) {
    static final String BODY = "body";

    /** An item may hold 400 KB, names and the other attributes included (DynamoDB, Service quotas). */
    private static final int MOST_BYTES = 390_000;

    /** Where an item is. */
    record Key(String pk, String sk) {
        Map<String, AttributeValue> attributes() {
            Map<String, AttributeValue> both = new HashMap<>();
            both.put(DynamoLedger.PARTITION, text(pk));
            both.put(DynamoLedger.SORT, text(sk));
            return both;
        }
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /** @throws BadInput if it is larger than an item may be */
    static Map<String, AttributeValue> item(Key key, Object value) {
        String body = Json.write(value);
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new BadInput("item is larger than the ledger's table holds")
                    .with("pk", key.pk()).with("sk", key.sk()).with("bytes", bytes).with("limit", MOST_BYTES);
        }
        Map<String, AttributeValue> item = key.attributes();
        item.put(BODY, text(body));
        return item;
    }

    Optional<Map<String, AttributeValue>> get(Key key) {
        Map<String, AttributeValue> item = Faults.in("dynamodb:GetItem", () -> client
                .getItem(ask -> ask.tableName(name).key(key.attributes()).consistentRead(true))).item();
        return Optional.of(item).filter(found -> !found.isEmpty());
    }

    /**
     * Returns those of the items that are there, in no order, in one call (API_BatchGetItem).
     *
     * @throws TryAgain if the table gave only some of them, as it does when it throttles
     */
    List<Map<String, AttributeValue>> get(List<Key> keys) {
        KeysAndAttributes wanted = KeysAndAttributes.builder().keys(keys.stream().map(Key::attributes).toList()).consistentRead(true).build();
        BatchGetItemResponse answer = Faults.in("dynamodb:BatchGetItem", () -> client.batchGetItem(ask -> ask.requestItems(Map.of(name, wanted))));
        if (!answer.unprocessedKeys().isEmpty()) {
            throw new TryAgain("AWS could not serve all of the call").with("action", "dynamodb:BatchGetItem");
        }
        return answer.responses().getOrDefault(name, List.of());
    }

    <T> Optional<T> read(Key key, Class<T> type) {
        return get(key).map(item -> Json.read(item.get(BODY).s(), type));
    }

    /**
     * Returns the items of a partition whose sort key starts so, by sort key, up or down, page after page until there are enough.
     *
     * @param only the attributes that are wanted, by names that DynamoDB has not reserved; none: all of them
     */
    List<Map<String, AttributeValue>> query(String pk, String start, boolean up, int most, String... only) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Map<String, AttributeValue> last = Map.of();
        do {
            Map<String, AttributeValue> from = last;
            QueryResponse page = Faults.in("dynamodb:Query", () -> client.query(ask -> ask
                    .tableName(name).consistentRead(true).scanIndexForward(up).limit(most - found.size())
                    .exclusiveStartKey(from.isEmpty() ? null : from).projectionExpression(only.length == 0 ? null : String.join(", ", only))
                    .keyConditionExpression(start.isEmpty() ? "pk = :pk" : "pk = :pk and begins_with(sk, :sk)")
                    .expressionAttributeValues(start.isEmpty() ? Map.of(":pk", text(pk)) : Map.of(":pk", text(pk), ":sk", text(start)))));
            found.addAll(page.items());
            last = page.lastEvaluatedKey();
        } while (!last.isEmpty() && found.size() < most);
        return found;
    }
}
