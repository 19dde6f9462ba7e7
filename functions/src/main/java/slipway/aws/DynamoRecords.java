package slipway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import slipway.aws.DynamoTable.Key;
import slipway.codec.Json;
import slipway.release.Deployment;
import slipway.release.DeploymentId;
import slipway.release.Digest;
import slipway.release.TargetName;
import slipway.rollout.Interrupted;
import slipway.rollout.Records;
import slipway.rollout.TryAgain;

/**
 * The records. One write is one transaction: the record, what points to it, and the check of the claim, so that a stale
 * owner cannot write. What has ended is forgotten by the table itself: {@code expires} is its time-to-live attribute, in seconds
 * since 1970 (DynamoDB, Time to Live), and such items are read until they are deleted, within a few days. The SDK gives each transaction a ClientRequestToken, so that its own retries count once.
 */
record DynamoRecords(DynamoTable table, Optional<Duration> history) implements Records {
    private static final String RECORD = "record";
    private static final String EXPIRES = "expires";

    @Override
    public void write(Deployment deployment) {
        Key record = DynamoKeys.record(deployment);
        List<TransactWriteItem> writes = new ArrayList<>();
        if (deployment.claim() > 0) {
            writes.add(DynamoClaims.holds(table, deployment.target(), deployment.claim()));
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>(List.of(DynamoTable.item(record, deployment), pointing(DynamoKeys.pointer(deployment.id()), record)));
        deployment.digests().forEach(digest -> items.add(pointing(DynamoKeys.pointer(deployment, digest), record)));
        items.forEach(item -> {
            expiry(deployment).ifPresent(at -> item.put(EXPIRES, DynamoTable.number(at.getEpochSecond())));
            writes.add(put(item));
        });
        try {
            table.client().transactWriteItems(ask -> ask.transactItems(writes));
        } catch (TransactionCanceledException e) {
            refused(deployment, e);
        } catch (SdkException e) {
            throw Faults.of("dynamodb:PutItem", e);
        }
    }

    @Override
    public Optional<Deployment> find(DeploymentId id) {
        return table.get(DynamoKeys.pointer(id)).flatMap(this::pointed);
    }

    @Override
    public Optional<Deployment> lastOf(TargetName target, Digest digest) {
        return table.query(DynamoKeys.partition(target), DynamoKeys.digest(digest), false, 1).stream().findFirst()
                .flatMap(this::pointed);
    }

    @Override
    public List<Deployment> latest(TargetName target, int most) {
        return table.query(DynamoKeys.partition(target), DynamoKeys.AT, false, most, DynamoTable.BODY).stream()
                .map(item -> Json.read(item.get(DynamoTable.BODY).s(), Deployment.class)).toList();
    }

    /** What is on its way is needed however long it takes. */
    private Optional<Instant> expiry(Deployment deployment) {
        return history.flatMap(time -> deployment.endedAt().map(end -> end.plus(time)));
    }

    private void refused(Deployment deployment, TransactionCanceledException e) {
        boolean lost = e.cancellationReasons().stream().anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
        if (!lost) {
            throw new TryAgain("the ledger was written by another at the same time", e).with("deployment", deployment.id());
        }
        // A repeat of the last write, after its owner has freed the claim, changes nothing: the first reply may have been lost.
        if (!find(deployment.id()).equals(Optional.of(deployment))) {
            throw new Interrupted("claim is another's by now", e)
                    .with("target", deployment.target()).with("claim", deployment.claim());
        }
    }

    private Optional<Deployment> pointed(Map<String, AttributeValue> pointer) {
        return table.read(new Key(pointer.get("at").s(), pointer.get(RECORD).s()), Deployment.class);
    }

    private TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(put -> put.tableName(table.name()).item(item)).build();
    }

    private static Map<String, AttributeValue> pointing(Key from, Key to) {
        Map<String, AttributeValue> item = from.attributes();
        item.put("at", DynamoTable.text(to.pk()));
        item.put(RECORD, DynamoTable.text(to.sk()));
        return item;
    }
}
