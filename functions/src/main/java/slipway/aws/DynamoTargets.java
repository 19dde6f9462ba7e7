package slipway.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import slipway.aws.DynamoTable.Key;
import slipway.codec.Json;
import slipway.release.Target;
import slipway.release.TargetName;
import slipway.rollout.Targets;
import slipway.rollout.TryAgain;

/** The targets, each kept twice: by its name, and by the repository it follows; both change in one transaction. */
record DynamoTargets(DynamoTable table) implements Targets {
    @Override
    public Optional<Target> find(TargetName name) {
        return table.read(DynamoKeys.target(name), Target.class);
    }

    @Override
    public List<Target> following(String repository) {
        return targets(DynamoKeys.repository(repository));
    }

    @Override
    public List<Target> all() {
        return targets(DynamoKeys.TARGETS);
    }

    @Override
    public List<TargetName> names() {
        return table.query(DynamoKeys.TARGETS, "", true, Integer.MAX_VALUE, DynamoLedger.SORT).stream()
                .map(item -> new TargetName(item.get(DynamoLedger.SORT).s())).toList();
    }

    @Override
    public void enrol(Target target) {
        // Compared as it stands there: an older Slipway wrote the same target in other words.
        Optional<String> text = table.get(DynamoKeys.target(target.name())).map(item -> item.get(DynamoTable.BODY).s());
        Optional<Target> old = text.map(body -> Json.read(body, Target.class));
        if (old.equals(Optional.of(target))) {
            return;
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder().put(unchanged(text, table.name(), target)).build());
        writes.add(TransactWriteItem.builder()
                .put(put -> put.tableName(table.name()).item(DynamoTable.item(index(target), target))).build());
        old.filter(before -> !before.repository().equals(target.repository()))
                .ifPresent(before -> writes.add(delete(index(before))));
        write(target.name(), writes);
    }

    @Override
    public void remove(TargetName name) {
        find(name).ifPresent(target -> write(name, List.of(delete(DynamoKeys.target(name)), delete(index(target)))));
    }

    private List<Target> targets(String pk) {
        return table.query(pk, "", true, Integer.MAX_VALUE).stream()
                .map(item -> Json.read(item.get(DynamoTable.BODY).s(), Target.class)).toList();
    }

    private void write(TargetName name, List<TransactWriteItem> writes) {
        try {
            table.client().transactWriteItems(ask -> ask.transactItems(writes));
        } catch (TransactionCanceledException e) {
            throw new TryAgain("target was enrolled by another at the same time", e).with("target", name);
        } catch (SdkException e) {
            throw Faults.of("dynamodb:PutItem", e);
        }
    }

    /** Puts the target if it is still what was read, so that no index entry of another writer is left behind. */
    private static Put unchanged(Optional<String> old, String table, Target target) {
        Put.Builder put = Put.builder().tableName(table).item(DynamoTable.item(DynamoKeys.target(target.name()), target));
        return old.map(before -> put.conditionExpression("body = :old")
                        .expressionAttributeValues(Map.of(":old", DynamoTable.text(before))))
                .orElseGet(() -> put.conditionExpression("attribute_not_exists(pk)")).build();
    }

    private TransactWriteItem delete(Key key) {
        Map<String, AttributeValue> where = key.attributes();
        return TransactWriteItem.builder().delete(Delete.builder().tableName(table.name()).key(where).build()).build();
    }

    private static Key index(Target target) {
        return new Key(DynamoKeys.repository(target.repository()), target.name().value());
    }
}
