package slipway.aws;

import java.util.Map;
import java.util.TreeMap;
import slipway.rollout.Told;

/** What people were told, one item. Two writers at once may tell the same twice; nothing is left untold. */
record DynamoTold(DynamoTable table) implements Told {
    /** The map as JSON reads it back. */
    private static final class Hashes extends TreeMap<String, String> {}

    @Override
    public Map<String, String> refused() {
        return table.read(DynamoKeys.told(), Hashes.class).map(Map::<String, String>copyOf).orElse(Map.of());
    }

    @Override
    public void refused(Map<String, String> now) {
        Faults.in("dynamodb:PutItem", () -> table.client()
                .putItem(ask -> ask.tableName(table.name()).item(DynamoTable.item(DynamoKeys.told(), now))));
    }
}
