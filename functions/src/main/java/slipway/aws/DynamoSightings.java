package slipway.aws;

import java.util.Optional;
import slipway.release.TargetName;
import slipway.rollout.Sighting;
import slipway.rollout.Sightings;

/** The sightings, one item each. */
record DynamoSightings(DynamoTable table) implements Sightings {
    @Override
    public Optional<Sighting> find(TargetName target) {
        return table.read(DynamoKeys.sighting(target), Sighting.class);
    }

    @Override
    public void put(Sighting sighting) {
        Faults.in("dynamodb:PutItem", () -> table.client().putItem(ask -> ask.tableName(table.name())
                .item(DynamoTable.item(DynamoKeys.sighting(sighting.target()), sighting))));
    }

    @Override
    public void remove(TargetName target) {
        Faults.in("dynamodb:DeleteItem", () -> table.client().deleteItem(ask -> ask.tableName(table.name())
                .key(DynamoKeys.sighting(target).attributes())));
    }
}
